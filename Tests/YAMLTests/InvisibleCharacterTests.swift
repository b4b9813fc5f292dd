import Support
import Testing

@testable import YAML

/// Characters that nobody sees, and nodes of another kind than is due: what the help says.
@Suite struct InvisibleCharacterTests {
    /// Texts with a problem, and the help for it.
    static let helps: [(text: String, help: String?)] = [
        ("na\u{A0}me: a", "U+00A0 (NO-BREAK SPACE) stands in column 3: type it anew"),
        ("name: a\ntimeout: 30m\u{200B}", "U+200B (ZERO WIDTH SPACE) stands in column 13: type it anew"),
        ("name: a\ntimeout: '\u{2060}30m'", "U+2060 (WORD JOINER) stands in column 11: type it anew"),
        ("name: a\ntimeout: \"\\u00a030m\"", "U+00A0 (NO-BREAK SPACE) stands in it: type it anew"),
        ("name: a\nitems:\n  -\u{A0}b", "U+00A0 (NO-BREAK SPACE) stands in column 4: type it anew"),
        ("name:\u{3000}a", "U+3000 (IDEOGRAPHIC SPACE) stands in column 6: type it anew"),
        ("name: a\nitems: b", "put it into brackets: [b]; or write each item after '- '"),
        ("name: a\nitems: b c", "put it into brackets: [value]; or write each item after '- '"),
        ("name: a\nitems:", "write its items below it, each after '- '"),
        ("name: a\nitems: {b: c}", "write '- ' before the first key of each item"),
        ("name: [a]", "write the one value, without '- ' and brackets"),
        ("name: {a: b}", "write the one value; a text that holds ': ' or braces has to be quoted"),
        ("name: a\ntimeout: 30é", "write one whole number and one unit: ms, s, m, h or d"),
    ]

    @Test("The help names what nobody sees, or how the node is written", arguments: helps)
    func help(text: String, help: String?) throws {
        let document = try SampleDocument(text)
        #expect(document.log.diagnostics.first?.help == help)
    }

    @Test("A line that is no YAML shows what nobody sees in it")
    func syntax() throws {
        let text = "name: a\ntimeout:\u{A0}30m\nitems: [a]\n"
        let log = try SampleDocument(text).log
        let excerpts = LineExcerpts(MemoryByteSource(text), around: log.diagnostics)
        let shown = DiagnosticRenderer(excerpts: excerpts).render(log)
        #expect(shown.contains("= help: U+00A0 (NO-BREAK SPACE) stands in column 9: type it anew\n"))
    }
}
