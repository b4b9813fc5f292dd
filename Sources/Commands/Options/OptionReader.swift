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
        "newer-than", "ok", "older-than", "output", "plan-max-age", "profile", "progress", "quiet", "rate",
        "read-timeout",
        "region", "report", "resume", "settings-only", "simulate", "state-dir", "status", "stop-only", "strict",
        "verbose",
    ]

    /// The options that are paths, or end in one behind a format: a leading tilde is the home directory in their variables.
    private static let paths: Set<String> = ["follow-up", "report", "simulate", "state-dir"]

    /// Refuses a variable whose name is nearly that of an option's: calls may go elsewhere than its author believes.
    ///
    /// So is one whose value holds a control character, which would become a part of a file's name.
    ///
    /// Others with the prefix are not ours: Kubernetes sets some for a service that is called loopsweep.
    func checkNames() throws(CommandFailure) {
        let known = Self.names.map { Self.twin(of: $0).dropFirst(Self.prefix.count) }.map(String.init).sorted()
        for variable in environment.keys.sorted() where variable.hasPrefix(Self.prefix) {
            let name = String(variable.dropFirst(Self.prefix.count))
            if known.contains(name), let text = text(of: variable),
                text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            {
                throw .usage(
                    "\(variable) holds a line break or another control character: \(SanitizedText.quoted(text))"
                )
            }
            if known.contains(name) || name == "PORT" || name.hasPrefix("PORT_") || name.hasPrefix("SERVICE_") {
                continue
            }
            if name == "YES" || name == "CONFIRM" {
                throw .usage(
                    "the environment variable \(variable) is not read: consent is given with --yes or --confirm NAME on the command line"
                )
            }
            guard let meant = Spelling.suggestion(for: name, among: known) else { continue }
            throw .usage("the environment variable \(variable) is not known: did you mean \(Self.prefix)\(meant)?")
        }
    }

    /// `LOOPSWEEP_ENDPOINT_URL` for `endpoint-url`.
    static func twin(of name: String) -> String {
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
        return try read(text, from: source, as: grammar)
    }

    /// Reads each text of a list by a grammar.
    func values<Grammar: ValueGrammar>(
        _ flags: [String],
        _ name: String,
        as grammar: Grammar
    ) throws(CommandFailure) -> [Grammar.Value] {
        let source = source(flags.first, name)
        return try list(flags, name).map { text throws(CommandFailure) in try read(text, from: source, as: grammar) }
    }

    private func read<Grammar: ValueGrammar>(
        _ text: String,
        from source: String,
        as grammar: Grammar
    ) throws(CommandFailure) -> Grammar.Value {
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
        let parts = given(nil, name)?.text.split(separator: "," as Character) ?? []
        return parts.map { expanded($0.trimmingBlanks(), name) }.filter { !$0.isEmpty }
    }

    /// Whether the flag was given, or the variable is `true`; a variable that is neither `true` nor `false` is refused.
    func isOn(_ flag: Bool, _ name: String) throws(CommandFailure) -> Bool {
        if flag { return true }
        return try value(nil, name, as: .boolean) ?? false
    }

    /// The variable that decides on an option; nil when the flag does, or nothing.
    func variable(_ flag: String?, _ name: String) -> String? {
        given(flag, name).flatMap { flag == nil ? $0.source : nil }
    }

    /// What decides on an option, for errors: `--region` or `LOOPSWEEP_REGION`.
    func source(_ flag: String?, _ name: String) -> String { variable(flag, name) ?? "--\(name)" }

    /// A variable's value without the blanks around it, as with those of AWS; nil when it is blank or absent.
    private func text(of variable: String) -> String? {
        environment[variable].map { $0.trimmingBlanks() }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Puts the home directory in the place of a tilde at the beginning of a path, or of the path behind a format.
    private func expanded(_ text: String, _ name: String) -> String {
        guard Self.paths.contains(name) else { return text }
        let format = text.contains("=~") ? text.prefix { $0 != "=" } + "=" : ""
        let path = HomeDirectory.expanded(String(text.dropFirst(format.count)), home: environment["HOME"])
        return path.map { format + $0 } ?? text
    }

    /// A variable that is blank counts as absent.
    private func given(_ flag: String?, _ name: String) -> (source: String, text: String)? {
        assert(Self.names.contains(name), "'\(name)' is missing in the names")
        if let flag { return ("--\(name)", flag) }
        let twin = Self.twin(of: name)
        return text(of: twin).map { (twin, expanded($0, name)) }
    }
}
