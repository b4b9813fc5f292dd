/// Why a text is no regular expression that names can be searched with.
package struct NameExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text.
    package let text: String
    /// What is wrong with it and what to do, without a full stop.
    package let problem: String

    /// The problem in a sentence without a full stop.
    package var description: String { "'\(text)' is no regular expression: \(problem)" }
}
