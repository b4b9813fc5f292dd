import Support

/// The SHA-256 of the `loop_result` lines of a journal: of the bytes of each, its line feed included, in their order.
///
/// Nothing else is hashed, so that it goes on where a part of a run ended, and `grep '"type":"loop_result"' FILE |
/// sha256sum` gives the same.
package struct ResultDigest: Sendable {
    /// What has been hashed.
    private var digest = ContentDigest()
    /// How many lines that was.
    package private(set) var count = 0

    /// Starts with no line.
    package init() {}

    /// Takes in a line with its line feed.
    mutating func add(_ line: [UInt8]) {
        digest.update(line)
        count += 1
    }

    /// The digest of all lines so far, in lower-case hexadecimal.
    package var hexadecimal: String { digest.hexadecimal }
}
