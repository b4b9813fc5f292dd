/// A second place that a problem has to do with.
package struct RelatedPlace: Hashable, Sendable {
    /// What is there, such as `first given here`.
    package var message: String
    /// The file it is in, as its user named it; nil for the file of the problem itself.
    package var file: String?
    /// Where it is in the file.
    package var position: TextPosition
    /// How many columns it covers, at least 1.
    package var length: Int

    /// Makes a place; `length` defaults to 1, and `file` to that of the problem.
    package init(_ message: String, at position: TextPosition, length: Int = 1, file: String? = nil) {
        self.file = file
        self.message = message
        self.position = position
        self.length = length
    }
}
