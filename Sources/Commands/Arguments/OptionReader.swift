import CleanupEngine
import YAMLReading

/// Reads options that may come from a flag or from its twin in the environment; the flag wins.
struct OptionReader: Sendable {
    /// The environment variables.
    let environment: [String: String]

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
        if let flag { return ("--\(name)", flag) }
        let twin = "LOOPSWEEP_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
        guard let text = environment[twin], !text.isEmpty else { return nil }
        return (twin, text)
    }
}
