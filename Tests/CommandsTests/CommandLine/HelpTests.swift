import ArgumentParser
@testable import Commands
import Testing

/// What `--help` shows.
@Suite("The help")
struct HelpTests {
    /// Options whose default is that nothing is done, or which are always given.
    private static let withoutDefault: Set<String> = [
        "--simulate", "--fault", "--report", "--follow-up", "--flow-definition", "--older-than", "--newer-than",
        "--created-after", "--created-before", "--matching", "--duplicates-by", "--plan", "--confirm", "--out",
        "--fleet", "--request-log", "--exclude", "--ok",
    ]

    /// The names of the commands.
    static let names = CommandTree.names

    /// The help of a command, in lines that are as long as they need to be.
    private static func help(_ name: String) throws -> String {
        let type = LoopsweepCommand.configuration.subcommands.first { $0.configuration.commandName == name }
        return try #require(type).helpMessage(columns: 2_000)
    }

    /// The lines of a command's options, by their long names.
    private static func options(_ name: String) throws -> [(name: String, text: String)] {
        var options: [(name: String, text: String)] = []
        for line in try help(name).split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "," })
            if line.hasPrefix("  -"), let name = words.first(where: { $0.hasPrefix("--") }) {
                options.append((String(name), String(line)))
            } else if line.hasPrefix("     "), !options.isEmpty {
                // What a long option does stands below it.
                options[options.count - 1].text += line
            }
        }
        return options
    }

    @Test("each option has its environment variable beside it, and no other has one", arguments: names)
    func twins(_ command: String) throws {
        for option in try Self.options(command) {
            let name = String(option.name.dropFirst(2))
            let twin = OptionReader.twin(of: name)
            #expect(option.text.contains("env: \(twin))") == OptionReader.names.contains(name), "\(option.text)")
        }
    }

    @Test("each option that takes a value has its default beside it", arguments: names)
    func defaults(_ command: String) throws {
        for option in try Self.options(command) where option.text.contains(" <") {
            let isExpected = !Self.withoutDefault.contains(option.name)
            #expect(option.text.contains("(default: ") == isExpected, "\(option.text)")
        }
    }

    @Test("each command has examples, and each of them can be parsed", arguments: names)
    func examples(_ command: String) throws {
        let lines = try Self.help(command).split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
        let examples = lines.filter { $0.hasPrefix("loopsweep ") }
        #expect(!examples.isEmpty)
        for example in examples {
            let line = example.prefix { $0 != ">" && $0 != "#" }
            // What stands behind two blanks is a comment.
            let parts = line.split(separator: " " as Character, omittingEmptySubsequences: false)
            let words = parts.prefix { !$0.isEmpty }.dropFirst().map { $0.filter { $0 != "'" } }
            #expect(throws: Never.self, "\(example)") { try LoopsweepCommand.parseAsRoot(words) }
        }
    }

    @Test("no line of a command's examples is wider than 80 columns", arguments: names)
    func width(_ command: String) throws {
        let lines = try Self.help(command).split(whereSeparator: \.isNewline)
        #expect(lines.filter { $0.drop { $0 == " " }.hasPrefix("loopsweep ") }.allSatisfy { $0.count <= 80 })
    }

    /// A command, and the formats that its '--output' takes; nil where it takes none.
    static let formats: [(String, String?)] = [
        ("run", "text, json, jsonl or csv."), ("plan", "text, json or jsonl."), ("verify", "text, json or jsonl."),
        ("runs", "text, json or jsonl."), ("doctor", "text, json or jsonl."), ("show", nil), ("discover", nil),
    ]

    @Test("each command offers the formats that it takes, and no others", arguments: formats)
    func output(_ command: String, _ formats: String?) throws {
        let text = try Self.options(command).first { $0.name == "--output" }?.text
        #expect((text == nil) == (formats == nil))
        if let text, let formats { #expect(text.contains(formats), "\(text)") }
    }

    @Test("every kind of fault and every operation is named", arguments: ["run", "simulate"])
    func faults(_ command: String) throws {
        let text = try #require(Self.options(command).first { $0.name == "--fault" }).text
        let words = ["list", "start", "all", "server-error-after", "drop-before", "slow-body", "unknown-status"]
        #expect(words.allSatisfy { text.contains($0) })
    }
}
