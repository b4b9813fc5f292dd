/// How much the aliases of one document may repeat before it is refused.
package struct AliasLimits: Hashable, Sendable {
    /// How many nodes they may repeat in all, by default 10,000.
    package var nodes: Int
    /// How many nodes they may repeat for each one that is written, by default 10.
    package var ratio: Int
    /// How many nodes may be repeated whatever the ratio, by default 100: small files are no bombs.
    package var allowance: Int

    /// Makes limits; each part that is not given has its default.
    package init(nodes: Int = 10_000, ratio: Int = 10, allowance: Int = 100) {
        self.nodes = nodes
        self.ratio = ratio
        self.allowance = allowance
    }
}
