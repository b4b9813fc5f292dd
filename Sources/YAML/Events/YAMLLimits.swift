/// How much of a stream is read before it is refused: libyaml itself has no bounds.
package struct YAMLLimits: Hashable, Sendable {
    /// How deep sequences and mappings may nest, by default 64.
    package var depth: Int
    /// How many bytes of UTF-8 one scalar may have, by default 65,536.
    package var scalarBytes: Int
    /// How many bytes the whole stream may have, by default 64 MiB.
    package var streamBytes: Int

    /// Makes limits; each part that is not given has its default.
    package init(depth: Int = 64, scalarBytes: Int = 65_536, streamBytes: Int = 64 * 1_024 * 1_024) {
        self.depth = depth
        self.scalarBytes = scalarBytes
        self.streamBytes = streamBytes
    }
}
