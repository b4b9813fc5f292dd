import Testing
import YAML

/// Names that other tools read as something else.
@Suite struct OtherReadingTests {
    /// Plain names, and the codes of their warnings.
    static let names: [(text: String, codes: [String])] = [
        ("y", ["W101"]), ("n", ["W101"]), ("yes", ["W101"]), ("no", ["W101"]), ("on", ["W101"]), ("off", ["W101"]),
        ("true", ["W101"]), ("false", ["W101"]),
        ("1", ["W102"]), ("017", ["W102"]), ("1e5", ["W102"]), ("12e03", ["W102"]), ("1e-5", ["W102"]),
        ("0o17", ["W102"]), ("0x1f", ["W102"]), ("0b101", ["W102"]), ("123456789012345678901234567890", ["W102"]),
        ("2026-11-22", ["W103"]), ("0000-00-00", ["W103"]),
        // Text to everybody.
        ("x", []), ("yesterday", []), ("of", []), ("nul", []), ("null-loop", []), ("on-1", []), ("falsey", []),
        ("e5", []), ("1e", []), ("1e5e5", []), ("1f", []), ("0x", []), ("0x1g", []), ("0b12a", []), ("1-2", []),
        ("2026-11-2", []), ("2026-11-22a", []), ("20261-1-22", []), ("2026a11-22", []), ("dup-000017", []),
    ]

    @Test("A plain name is taken as written, with a warning when other tools read it otherwise", arguments: names)
    func plain(text: String, codes: [String]) throws {
        let document = try SampleDocument("name: \(text)")
        #expect(document.values == ["name=\(text)"])
        #expect(document.log.diagnostics.map(\.code.rawValue) == codes)
        #expect(!document.log.hasErrors)
    }

    @Test("A quoted name is a name to every tool", arguments: names)
    func quoted(text: String, codes: [String]) throws {
        #expect(try SampleDocument("name: '\(text)'").problems == [])
        #expect(try SampleDocument("name: \"\(text)\"").problems == [])
    }

    @Test("The warning says what other tools read, and the way out")
    func message() throws {
        let document = try SampleDocument("name: 2026-11-22")
        #expect(
            document.problems == [
                "W103 1:7+10 'name' is taken as the name '2026-11-22': some YAML tools read this as a date"
            ]
        )
        #expect(document.log.diagnostics.first?.help == "quote it")
    }

    @Test("What is no name is no matter for a warning")
    func otherValues() throws {
        #expect(try SampleDocument("name: a\nitems: [yes, 1e5]\ntimeout: 0s").problems == [])
    }
}
