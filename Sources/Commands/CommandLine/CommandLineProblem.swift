import ArgumentParser
import Support

/// What is wrong with a command line, in this program's words: the problem, what was probably meant, and where to read on.
///
/// An option that gives consent is never suggested: a slip of the finger must not become a yes.
struct CommandLineProblem: Hashable {
    /// One line for a person, without a full stop.
    let message: String
    /// The command whose help says more; nil for the program's own.
    let command: String?

    /// What standard error shows.
    var lines: [String] {
        let words = ["loopsweep", command, "--help"].compactMap(\.self).joined(separator: " ")
        return ["loopsweep: error: \(message)", "loopsweep: see '\(words)'"]
    }

    /// What does that which other programs have a command for.
    private static let relatives = [
        "resume": "loopsweep run MANIFEST --resume", "continue": "loopsweep run MANIFEST --resume",
        "version": "loopsweep --version", "list": "loopsweep runs", "history": "loopsweep runs",
        "status": "loopsweep runs", "dry-run": "loopsweep plan", "demo": "loopsweep run --demo",
        "apply": "loopsweep run", "delete": "loopsweep run", "stop": "loopsweep run MANIFEST --stop-only",
        "check": "loopsweep validate",
    ]

    private static let consents: Set<String> = ["--yes", "--confirm"]

    /// Finds a command line that names no command of the program, or asks for the help of none; nil when there is nothing wrong.
    init?(unknownCommandIn arguments: [String]) {
        let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        guard let word = words.first, !word.hasPrefix("-"), !word.isEmpty, CommandTree.command(word) == nil,
            word != "help"
        else { return nil }
        let meant =
            Self.relatives[word].map { "; '\($0)' does that" }
            ?? Spelling.suggestion(for: word, among: CommandTree.names).map { "; did you mean '\($0)'?" } ?? ""
        let all = meant.isEmpty ? ": the commands are \(CommandTree.names.joined(separator: ", "))" : meant
        self.init(message: "there is no command \(SanitizedText.quoted(word))\(all)", command: nil)
    }

    /// Takes what the parser says of a command line.
    init(_ parserMessage: String, in arguments: [String]) {
        let command = arguments.first.flatMap(CommandTree.command)
        let line = String(parserMessage.prefix { !$0.isNewline })
        let unknown = "Unknown option '"
        if line.hasPrefix(unknown) {
            let option = String(line.dropFirst(unknown.count).prefix { $0 != "'" })
            self.init(message: Self.unknownOption(option, of: command), command: command?.name)
        } else if let command, let option = Self.firstUnknownOption(in: arguments.dropFirst(), of: command) {
            // What is missing may have been what this option was meant to be.
            self.init(message: Self.unknownOption(option, of: command), command: command.name)
        } else if line.hasPrefix("--fleet is missing"), let path = Self.path(in: arguments.dropFirst()) {
            let word = SanitizedText.sanitized(ShellWord.quoted(path))
            self.init(message: "--fleet is missing: write --fleet \(word)", command: command?.name)
        } else {
            let text = line.hasSuffix(".") ? String(line.dropLast()) : line
            self.init(message: text.prefix(1).lowercased() + text.dropFirst(), command: command?.name)
        }
    }

    private init(message: String, command: String?) {
        self.message = message
        self.command = command
    }

    private static func unknownOption(_ option: String, of command: CommandTree.Command?) -> String {
        guard let command else {
            let isKnown = CommandTree.all.contains { $0.options.contains(option) }
            let help = isKnown ? ": options go after the command" : ""
            return "there is no option \(SanitizedText.quoted(option)) before the command\(help)"
        }
        let problem = "\(command.name) has no option \(SanitizedText.quoted(option))"
        let owners = CommandTree.all.filter { $0.options.contains(option) }.map(\.name)
        guard owners.isEmpty else { return "\(problem): it belongs to \(owners.joined(separator: ", "))" }
        let offered = command.options.filter { !consents.contains($0) }
        let help = "; 'loopsweep \(command.name) --help' lists the options"
        return problem + (Spelling.suggestion(for: option, among: offered).map { "; did you mean '\($0)'?" } ?? help)
    }

    /// Finds the first word that looks like a long option and is none of the command's; nil when there is none.
    private static func firstUnknownOption(
        in words: ArraySlice<String>,
        of command: CommandTree.Command
    ) -> String? {
        let known = Set(command.options)
        return words.prefix { $0 != "--" }.lazy.filter { $0.hasPrefix("--") }
            .map { String($0.prefix { $0 != "=" }) }.first { !known.contains($0) }
    }

    /// Finds the first word that is neither an option nor its value; nil when there is none.
    private static func path(in words: ArraySlice<String>) -> String? {
        let pairs = zip([""] + words, words)
        return pairs.first { before, word in !word.hasPrefix("-") && !before.hasPrefix("--") }?.1
    }
}

/// The program's commands and their options, as its help lists them.
enum CommandTree {
    struct Command {
        let name: String
        fileprivate let type: any ParsableCommand.Type

        /// Its options with their dashes, in the order of its help: what the lines begin with that are about one.
        var options: [String] {
            let lines = type.helpMessage(includeHidden: true, columns: 80).split(whereSeparator: \.isNewline)
            let words = lines.filter { $0.hasPrefix("  -") }.flatMap { line in
                line.split(whereSeparator: { $0 == " " || $0 == "," }).prefix { $0.hasPrefix("-") }
            }
            return words.filter { $0.hasPrefix("--") }.map(String.init)
        }
    }

    /// In the order of the program's help.
    static var all: [Command] {
        LoopsweepCommand.configuration.subcommands.compactMap { type in
            type.configuration.commandName.map { Command(name: $0, type: type) }
        }
    }

    static var names: [String] { all.map(\.name) }

    static func command(_ name: String) -> Command? { all.first { $0.name == name } }
}
