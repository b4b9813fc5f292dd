/// A second place that a problem has to do with.
package struct RelatedPlace: Hashable, Sendable {
    /// What is there, such as `first given here`.
    package var message: String
    /// Where it is, in the same file.
    package var position: TextPosition
    /// How many columns it covers, at least 1.
    package var length: Int

    /// Makes a place; `length` defaults to 1.
    package init(_ message: String, at position: TextPosition, length: Int = 1) {
        self.message = message
        self.position = position
        self.length = length
    }
}
