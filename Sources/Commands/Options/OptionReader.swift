import CleanupEngine
import Support
import YAML

/// Reads options that come from a flag or from the environment variable of the same name; the flag wins.
struct OptionReader: Sendable {
    let environment: [String: String]

    private static let prefix = "LOOPSWEEP_"

    /// The options that have an environment variable, without the dashes before them.
    static let names: Set<String> = [
        "color", "concurrency", "connect-timeout", "created-after", "created-before", "deadline", "dry-run",
        "endpoint-url", "error-format", "fault", "flow-definition", "follow-up", "keep", "lock", "log-format",
        "newer-than", "older-than", "output", "plan-max-age", "profile", "progress", "quiet", "rate", "read-timeout",
        "region", "report", "resume", "settings-only", "simulate", "state-dir", "status", "stop-only", "strict",
        "verbose",
    ]

    /// Refuses a variable whose name is nearly that of an option's: calls may go elsewhere than its author believes.
    ///
    /// Others with the prefix are not ours: Kubernetes sets some for a service that is called loopsweep.
    func checkNames() throws(CommandFailure) {
        let known = Self.names.map { Self.twin(of: $0).dropFirst(Self.prefix.count) }.map(String.init).sorted()
        for variable in environment.keys.sorted() where variable.hasPrefix(Self.prefix) {
            let name = String(variable.dropFirst(Self.prefix.count))
            if known.contains(name) || name == "PORT" || name.hasPrefix("PORT_") || name.hasPrefix("SERVICE_") {
                continue
            }
            guard let meant = Spelling.suggestion(for: name, among: known) else { continue }
            throw .usage("the environment variable \(variable) is not known: did you mean \(Self.prefix)\(meant)?")
        }
    }

    /// `LOOPSWEEP_ENDPOINT_URL` for `endpoint-url`.
    private static func twin(of name: String) -> String {
        prefix + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// The text of an option, named without its dashes; nil when neither the flag nor the variable is given.
    func text(_ flag: String?, _ name: String) -> String? { given(flag, name)?.text }

    /// Reads the text of an option by a grammar.
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
            throw .usage("\(source) \(error.problem)\(help)")
        }
    }

    /// The flags, or the variable's parts between commas.
    func list(_ flags: [String], _ name: String) -> [String] {
        guard flags.isEmpty else { return flags }
        return given(nil, name)?.text.split(separator: "," as Character).map(String.init) ?? []
    }

    /// Whether the flag was given, or the variable is `true`; a variable that is neither `true` nor `false` is refused.
    func isOn(_ flag: Bool, _ name: String) throws(CommandFailure) -> Bool {
        if flag { return true }
        return try value(nil, name, as: .boolean) ?? false
    }

    /// A variable that is empty counts as absent.
    private func given(_ flag: String?, _ name: String) -> (source: String, text: String)? {
        assert(Self.names.contains(name), "'\(name)' is missing in the names")
        if let flag { return ("--\(name)", flag) }
        let twin = Self.twin(of: name)
        guard let text = environment[twin], !text.isEmpty else { return nil }
        return (twin, text)
    }
}
