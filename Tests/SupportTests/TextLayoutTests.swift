import ReportTestSupport
@testable import Support
import Testing

/// Making text fit and harmless.
@Suite("TextLayout")
struct TextLayoutTests {
    /// A layout of UTF-8 or of ASCII.
    private static func layout(_ usesUnicode: Bool) -> TextLayout {
        TextLayout(width: 80, style: .plain, usesUnicode: usesUnicode)
    }

    @Test("a width below the minimum counts as the minimum", arguments: [(-1, 40), (0, 40), (39, 40), (41, 41)])
    func width(_ asked: Int, _ got: Int) {
        #expect(TextLayout(width: asked, style: .plain, usesUnicode: true).width == got)
    }

    @Test(
        "text that is too long is cut at its end",
        arguments: [
            ("abcdef", 6, "abcdef", "abcdef"), ("abcdefg", 6, "abcde…", "abc..."), ("abc", 1, "…", "a"),
            ("abc", 0, "", ""), ("", 5, "", ""), ("漢漢漢", 6, "漢漢漢", "???"), ("漢漢漢", 5, "漢漢…", "???"),
            ("漢漢漢漢", 6, "漢漢…", "????"), ("a🙂b", 3, "a…", "a?b"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…", "ee"),
        ]
    )
    func fits(_ text: String, _ columns: Int, _ unicode: String, _ ascii: String) {
        #expect(Self.layout(true).fitted(text, to: columns) == unicode)
        #expect(Self.layout(false).fitted(text, to: columns) == ascii)
    }

    @Test(
        "a name that is too long is cut in its middle",
        arguments: [
            ("invoice-000017", 14, "invoice-000017", "invoice-000017"),
            ("invoice-000017", 11, "invoi…00017", "invo...0017"), ("invoice-000017", 4, "inv…", "i..."),
            ("invoice-000017", 8, "invo…017", "inv...17"),
        ]
    )
    func abbreviates(_ name: String, _ columns: Int, _ unicode: String, _ ascii: String) {
        if columns != 4 { #expect(Self.layout(true).abbreviated(name, to: columns) == unicode) }
        #expect(Self.layout(false).abbreviated(name, to: columns) == ascii)
    }

    @Test(
        "a character is shown as what it is, or as something harmless",
        arguments: [
            ("a\u{1B}[31mb", "a\u{FFFD}[31mb", "a?[31mb"), ("a\tb\r\nc", "a b  c", "a b  c"),
            ("a\u{85}\u{9B}b", "a\u{FFFD}\u{FFFD}b", "a??b"), ("a\u{202E}b", "a\u{FFFD}b", "a?b"),
            ("a\u{200B}\u{2060}b", "a\u{FFFD}\u{FFFD}b", "a??b"), ("a\u{2028}b", "a b", "a b"),
            ("a\u{A0}\u{3000}b", "a  b", "a  b"), ("\u{E000}\u{FFFF}", "\u{FFFD}\u{FFFD}", "??"),
            ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}", "e"), ("❤\u{FE0F}", "❤", "?"),
            ("\u{0}\u{7F}", "\u{FFFD}\u{FFFD}", "??"), ("\u{E0041}", "\u{FFFD}", "?"),
        ]
    )
    func neutralizes(_ text: String, _ unicode: String, _ ascii: String) {
        #expect(Array(Self.layout(true).fitted(text, to: 80).utf8) == Array(unicode.utf8))
        #expect(Array(Self.layout(false).fitted(text, to: 80).utf8) == Array(ascii.utf8))
    }

    @Test(
        "sentences are broken between words, and words only when a line is too short for one",
        arguments: [
            ("one two three", 40, ["one two three"]), ("one two three", 7, ["one two", "three"]),
            ("one two three", 8, ["one two", "three"]), ("  one   two  ", 40, ["one two"]), ("", 40, []),
            ("abcdefghij kl", 4, ["abcd", "efgh", "ij", "kl"]), ("漢漢漢", 4, ["漢漢", "漢"]),
        ]
    )
    func wraps(_ text: String, _ columns: Int, _ lines: [String]) {
        #expect(Self.layout(true).wrapped(text, to: columns) == lines)
    }

    @Test("what would take too many lines is cut")
    func wrapsNotForEver() {
        let lines = Self.layout(true).wrapped(HostileText.long, to: 10, lines: 3)
        #expect(lines == ["éééééééééé", "éééééééééé", "ééééééééé…"])
    }
}
