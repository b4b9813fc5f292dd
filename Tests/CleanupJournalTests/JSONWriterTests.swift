@testable import CleanupJournal
import FoundationEssentials
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// The JSON that every machine-readable report is made of.
@Suite("JSONWriter")
struct JSONWriterTests {
    /// A document with one text in it.
    private struct Holder: Decodable {
        /// The text.
        var text: String
    }

    /// Writes a document with one text in it.
    private static func document(_ text: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { $0.member("text", text) }
        return json.take()
    }

    @Test("members stand in the order in which they are told, without what is absent")
    func keepsOrder() {
        var json = JSONWriter()
        json.object { json in
            json.member("z", "last")
            json.member("absent", nil as String?)
            json.object("empty") { _ in }
            json.object("nested") { json in
                json.member("n", -3)
                json.member("no", nil as Int?)
                json.member("yes", true)
            }
            json.array("list", of: [1, 2]) { json, number in json.object { $0.member("i", number) } }
            json.array("none", of: [] as [Int]) { _, _ in }
            json.member("at", Timestamp.sample)
            json.member("never", nil as Timestamp?)
            json.member("a", false)
        }
        let expected =
            #"{"z":"last","empty":{},"nested":{"n":-3,"yes":true},"list":[{"i":1},{"i":2}],"none":[],"#
            + #""at":"2026-11-22T10:00:00.000Z","a":false}"#
        #expect(String(decoding: json.take(), as: UTF8.self) == expected)
        json.object { $0.member("again", 1) }
        #expect(String(decoding: json.take(), as: UTF8.self) == #"{"again":1}"#)
    }

    @Test(
        "what could break a line, a terminal or a parser is escaped",
        arguments: [
            ("plain é漢🙂", "plain é漢🙂"), ("\"\\/", #"\"\\/"#), ("\n\r\t", #"\n\r\t"#),
            ("\u{0}\u{8}\u{B}\u{1B}[31m\u{1F}", #"\u0000\u0008\u000b\u001b[31m\u001f"#),
            ("\u{7F}\u{80}\u{9B}\u{9F}\u{A0}", "\\u007f\\u0080\\u009b\\u009f\u{A0}"),
            ("\u{2027}\u{2028}\u{2029}\u{202A}", "\u{2027}\\u2028\\u2029\\u202a"),
            ("\u{FFFD}\u{FFFF}\u{10FFFF}", "\u{FFFD}\\uffff\\udbff\\udfff"), ("", ""),
            ("a\u{202E}b\u{FEFF}\u{E0041}", #"a\u202eb\ufeff\udb40\udc41"#),
        ]
    )
    func escapes(_ text: String, _ escaped: String) {
        #expect(String(decoding: Self.document(text), as: UTF8.self) == "{\"text\":\"\(escaped)\"}")
    }

    @Test("another reader of JSON reads what was written", arguments: 0..<200 as Range<UInt64>)
    func readsBack(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...200, using: &generator) {
            let limit: UInt32 = [0x100, 0x3000, 0x11_0000].randomElement(using: &generator) ?? 0x100
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { scalars.append(scalar) }
        }
        let text = String(scalars)
        let read = try JSONDecoder().decode(Holder.self, from: Data(Self.document(text))).text
        #expect(Array(read.utf8) == Array(text.utf8))
    }

    @Test(
        "a length of time is a decimal number of seconds",
        arguments: [
            (.zero, "0"), (.seconds(90), "90"), (.milliseconds(1_500), "1.5"), (.milliseconds(120), "0.12"),
            (.milliseconds(7), "0.007"), (.microseconds(1_999), "0.001"), (.milliseconds(-1_250), "-1.25"),
        ] as [(Duration, String)]
    )
    func seconds(_ duration: Duration, _ text: String) {
        var json = JSONWriter()
        json.object { $0.member("s", seconds: duration) }
        #expect(String(decoding: json.take(), as: UTF8.self) == "{\"s\":\(text)}")
    }
}
