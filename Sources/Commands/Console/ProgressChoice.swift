/// How progress is shown.
enum ProgressChoice: String, CaseIterable, Sendable {
    /// As a line that changes on a terminal, as lines elsewhere.
    case auto
    /// As a line that changes.
    case tty
    /// As lines.
    case plain
    /// As lines of JSON.
    case json
    /// Not at all.
    case none

    /// Settles `auto` for standard error.
    ///
    /// - Parameters:
    ///   - isTerminal: whether it is a terminal.
    ///   - isQuiet: whether the user asked for quiet.
    ///   - environment: the environment variables.
    /// - Returns: any choice but `auto`.
    func settled(onTerminal isTerminal: Bool, isQuiet: Bool, environment: [String: String]) -> ProgressChoice {
        guard self == .auto else { return self }
        if isQuiet { return .none }
        return isTerminal && environment["TERM"] != "dumb" ? .tty : .plain
    }
}
