/// How log lines are written.
enum LogFormat: String, CaseIterable, Sendable {
    /// For a person.
    case text
    /// One JSON object a line.
    case json
}
