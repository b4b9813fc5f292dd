import CleanupReport

/// When text is coloured.
enum ColorChoice: String, CaseIterable, Sendable {
    /// On a terminal that can show it, unless the environment says otherwise.
    case auto
    /// Always.
    case always
    /// Never.
    case never

    /// Decides for an output: the flag, then `NO_COLOR`, `CLICOLOR_FORCE` or `FORCE_COLOR`, `TERM=dumb`, then what it is.
    func style(onTerminal isTerminal: Bool, environment: [String: String]) -> TextStyle {
        switch self {
        case .always: return .ansi
        case .never: return .plain
        case .auto: break
        }
        if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false { return .plain }
        for variable in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
            if let value = environment[variable], !value.isEmpty, value != "0" { return .ansi }
        }
        return isTerminal && environment["TERM"] != "dumb" ? .ansi : .plain
    }
}
