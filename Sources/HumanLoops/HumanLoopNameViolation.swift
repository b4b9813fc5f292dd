/// A way in which text fails to be the name of a human loop.
package enum HumanLoopNameViolation: Equatable, Sendable {
    /// There is no text at all.
    case empty
    /// The text has more characters than the service accepts.
    case tooLong(length: Int)
    /// The text holds a character that no name may hold.
    case character(Character)
    /// The text begins or ends with a hyphen.
    case hyphenAtEdge
}
