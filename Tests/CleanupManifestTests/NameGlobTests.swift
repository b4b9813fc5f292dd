import Testing
import YAML

@testable import CleanupManifest

/// Regular expressions that read like patterns of file names.
@Suite struct NameGlobTests {
    /// Expressions, and what is warned of each.
    static let rows: [(text: String, warning: String?)] = [
        ("dup-*", "it finds 'dup', 'x-dup', 'xdup-x' too"),
        ("dup?", "it finds 'du', 'dup', 'x-du', 'xdupx' too"),
        ("a*", "it finds 'xax' too"),
        ("^dup-.*$", nil), ("dup-.*", nil), ("dup-", nil), ("(dup)*", nil), ("[a-z]*", nil), ("dup-\\d?", nil),
    ]

    @Test("It is warned of with names that it finds and the pattern does not stand for", arguments: rows)
    func warning(text: String, warning: String?) throws {
        let rule = "select: [{flowDefinition: '\(SelectionTests.flow)', matching: '\(text)'}]"
        let decoding = try ManifestText(SelectionTests.guards, loops: rule).decoded()
        #expect(decoding.manifest?.selections.first?.matching == text)
        guard let warning else { return #expect(decoding.diagnostics.isEmpty) }
        let diagnostic = try #require(decoding.diagnostics.first)
        #expect(diagnostic.code.rawValue == "W003" && diagnostic.severity == .warning)
        #expect(diagnostic.message.hasSuffix(warning), "\(diagnostic.message)")
    }

    @Test("The expression that is advised finds what the pattern stands for")
    func advice() throws {
        #expect(NameGlob("dup-*")?.help == "for the names that 'dup-*' stands for as a pattern, write '^dup-.*$'")
        #expect(NameGlob("a?c*")?.help.hasSuffix("write '^a.c.*$'") ?? false)
        let rule = "select: [{flowDefinition: '\(SelectionTests.flow)', matching: '*-test'}]"
        let help = try ManifestText(SelectionTests.guards, loops: rule).decoded().diagnostics.first?.help
        #expect(help?.hasSuffix("write '^.*-test$'") ?? false)
    }
}
