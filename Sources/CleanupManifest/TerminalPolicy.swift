/// What happens to a loop that ended by itself.
package enum TerminalPolicy: String, CaseIterable, Sendable {
    /// The loop is deleted.
    case delete
    /// The loop is kept.
    case keep
}
