import CleanupEngine
import Support
import YAML

/// Reads options that may come from a flag or from its twin in the environment; the flag wins.
struct OptionReader: Sendable {
    /// The environment variables.
    let environment: [String: String]

    /// What stands before an option's name in that of its twin.
    private static let prefix = "LOOPSWEEP_"

    /// The names of all options that have a twin in the environment, without dashes before them.
    static let names: Set<String> = [
        "color", "concurrency", "connect-timeout", "created-after", "created-before", "deadline", "dry-run",
        "endpoint-url", "error-format", "fault", "flow-definition", "follow-up", "keep", "lock", "log-format",
        "newer-than", "older-than", "output", "plan-max-age", "profile", "progress", "quiet", "rate", "read-timeout",
        "region", "report", "resume", "settings-only", "simulate", "state-dir", "status", "stop-only", "strict",
        "verbose",
    ]

    /// Refuses a variable whose name is nearly that of a twin: calls may go elsewhere than its author believes.
    ///
    /// Others with the prefix are not ours: Kubernetes sets some for a service that is called loopsweep.
    ///
    /// - Throws: `CommandFailure` when there is one.
    func checkNames() throws(CommandFailure) {
        let known = Self.names.map { Self.twin(of: $0).dropFirst(Self.prefix.count) }.map(String.init).sorted()
        for variable in environment.keys.sorted() where variable.hasPrefix(Self.prefix) {
            let name = String(variable.dropFirst(Self.prefix.count))
            if known.contains(name) || name == "PORT" || name.hasPrefix("PORT_") || name.hasPrefix("SERVICE_") {
                continue
            }
            guard let meant = Spelling.suggestion(for: name, among: known) else { continue }
            throw CommandFailure(
                .usage,
                "the environment variable \(variable) is not known: did you mean \(Self.prefix)\(meant)?"
            )
        }
    }

    /// The name of an option's twin: `LOOPSWEEP_ENDPOINT_URL` for `endpoint-url`.
    private static func twin(of name: String) -> String {
        prefix + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// Finds the text of an option.
    ///
    /// - Parameters:
    ///   - flag: the flag's value; nil when it was not given.
    ///   - name: the flag's name without its dashes, such as `endpoint-url`.
    /// - Returns: nil when neither the flag nor its twin says anything.
    func text(_ flag: String?, _ name: String) -> String? {
        given(flag, name)?.text
    }

    /// Finds an option and reads it by a grammar.
    ///
    /// - Parameters:
    ///   - flag: the flag's value; nil when it was not given.
    ///   - name: the flag's name without its dashes.
    ///   - grammar: what its text may be.
    /// - Returns: nil when neither the flag nor its twin says anything.
    /// - Throws: `CommandFailure` when the text is not of the grammar.
    func value<Grammar: ValueGrammar>(
        _ flag: String?,
        _ name: String,
        as grammar: Grammar
    ) throws(CommandFailure) -> Grammar.Value? {
        guard let (source, text) = given(flag, name) else { return nil }
        do {
            return try grammar.value(of: text)
        } catch {
            let help = error.help.map { "; \($0)" } ?? ""
            throw CommandFailure(.usage, "\(source) \(error.problem)\(help)")
        }
    }

    /// Finds a list: the flags, or the twin's parts between commas.
    func list(_ flags: [String], _ name: String) -> [String] {
        guard flags.isEmpty else { return flags }
        return given(nil, name)?.text.split(separator: "," as Character).map(String.init) ?? []
    }

    /// Finds out whether a switch is on: it was given, or its twin is `true`.
    ///
    /// - Throws: `CommandFailure` when the twin is neither `true` nor `false`.
    func isOn(_ flag: Bool, _ name: String) throws(CommandFailure) -> Bool {
        if flag { return true }
        return try value(nil, name, as: .boolean) ?? false
    }

    /// Finds an option's text and where it comes from; a twin that is empty counts as absent.
    private func given(_ flag: String?, _ name: String) -> (source: String, text: String)? {
        assert(Self.names.contains(name), "'\(name)' is missing in the names")
        if let flag { return ("--\(name)", flag) }
        let twin = Self.twin(of: name)
        guard let text = environment[twin], !text.isEmpty else { return nil }
        return (twin, text)
    }
}
