/// A bound of `YAMLLimits` that a stream went beyond.
package struct YAMLLimitError: Error, Hashable, Sendable {
    /// Which bound it was.
    package enum Bound: Hashable, Sendable {
        /// Collections nest deeper than so many levels.
        case depth(Int)
        /// A scalar has more than so many bytes.
        case scalarBytes(Int)
        /// The stream has more than so many bytes.
        case streamBytes(Int)
    }

    /// Which bound it was.
    package var bound: Bound
    /// Where the first thing too many begins.
    package var mark: YAMLMark

    /// Makes an error from its parts.
    package init(bound: Bound, mark: YAMLMark) {
        self.bound = bound
        self.mark = mark
    }
}
