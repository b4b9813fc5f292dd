/// How the problems of a file are written.
enum ProblemFormat: String, CaseIterable, Sendable {
    /// For a person, with the lines that they are about.
    case text
    /// One JSON object a line.
    case json
    /// Workflow commands, which GitHub shows beside the lines of a change.
    case github
}
