@testable import CleanupJournal
@testable import CleanupReport
import FoundationEssentials
import HumanLoops
import ReportTestSupport
import Support
import Testing
import YAML

/// That text of anybody's is inert in every form in which it is written.
@Suite
struct InertOutputTests {
    /// What steers a terminal, turns a text, breaks a table, is a formula, or is a secret.
    static let texts = [
        HostileText.all, "\u{202E}evil\u{202C}", "\u{2066}a\u{2069}\u{200B}\u{FEFF}", "tag\u{E0041}\u{E007F}",
        "\u{0}\u{1B}]8;;http://h\u{7}x\u{1B}]8;;\u{7}",
        "a\u{85}b\u{2028}c\u{2029}d", "\u{FFFE}\u{10FFFF}", "\u{AD}soft",
        "=cmd|' /C calc'!A0", "token \(secret)!", "#{}: - [\"']\\ %41",
    ]
    /// A secret that this process holds.
    static let secret = "InertOutputTests/secret+of+the+tests=="

    /// Every form of text, by its name.
    static let forms: [(name: String, write: @Sendable (String) -> String)] = [
        (
            "JSON",
            { text in
                var json = JSONWriter()
                json.object { $0.member("text", text) }
                return String(decoding: json.take(), as: UTF8.self)
            }
        ),
        ("CSV", { String(decoding: CSVRow([$0]).line, as: UTF8.self) }),
        ("YAML", { YAMLText.quoted($0) }),
        ("a comment in YAML", { "# \(YAMLText.comment($0))" }),
        ("a line of a page", { Self.page { $0.line($1) }($0) }),
        ("a paragraph of a page", { Self.page { $0.paragraph($1) }($0) }),
        ("a command of a page", { Self.page { $0.command($1, indent: 2) }($0) }),
        ("a message", { SanitizedText.sanitized($0) }),
        ("a quotation", { SanitizedText.quoted($0) }),
    ]

    /// Writes text on a page of 80 columns.
    private static func page(
        _ write: @escaping @Sendable (inout TextPage, String) -> Void
    ) -> @Sendable (String) -> String {
        { text in
            var page = TextPage(.file)
            write(&page, text)
            return String(decoding: page.take(), as: UTF8.self)
        }
    }

    @Test("no form steers a terminal, turns a text or shows a secret", arguments: 0..<forms.count, texts)
    func inert(_ form: Int, _ text: String) {
        _ = Secret(Self.secret)
        let written = Self.forms[form].write(text)
        let isTable = Self.forms[form].name == "CSV"
        let harmful = written.unicodeScalars.filter { scalar in
            SanitizedText.isHarmful(scalar) && scalar != "\n" && !(isTable && (scalar == "\t" || scalar == "\r"))
        }
        #expect(harmful.isEmpty, "\(Self.forms[form].name)")
        #expect(!written.contains("secret+of"), "\(Self.forms[form].name)")
        #expect(text.contains("secret+of") == written.contains(KnownSecrets.mark), "\(Self.forms[form].name)")
    }

    @Test("what is escaped in JSON is read as what it was", arguments: texts.filter { !$0.contains(secret) })
    func readBack(_ text: String) throws {
        var json = JSONWriter()
        json.object { $0.member("text", text) }
        let read = try JSONDecoder().decode([String: String].self, from: Data(json.take()))
        #expect(read["text"].map { Array($0.utf8) } == Array(text.utf8))
    }
}
