import ReportTestSupport
@testable import Support
import Testing

/// Laying out rows in columns.
@Suite("TextTable")
struct TextTableTests {
    /// Lays out rows of a name, a number and a sentence.
    private static func lines(_ rows: [[String]], width: Int, usesUnicode: Bool = true) -> [String] {
        let columns = [
            TextColumn(title: "NAME", fitting: .name, columns: 8...20),
            TextColumn(title: "N", fitting: .number, columns: 2...5),
            TextColumn(title: "WHY", fitting: .sentence, columns: 20...60),
        ]
        let cells = rows.map { $0.map { TextCell(text: $0) } }
        let layout = TextLayout(width: width, style: .plain, usesUnicode: usesUnicode)
        let table = TextTable(columns, fitting: cells, in: layout, indent: 1)
        return [table.header ?? ""] + cells.flatMap { table.lines(of: $0) }
    }

    @Test("columns are as wide as their cells")
    func natural() {
        #expect(
            Self.lines([["a", "1", "x"], ["long-name", "1000", ""], ["", "", "y"]], width: 80) == [
                " NAME          N  WHY",
                " a             1  x",
                " long-name  1000",
                "                  y",
            ]
        )
    }

    @Test("the sentence gives way first, on lines of its own column")
    func sentenceWraps() {
        #expect(
            Self.lines([["long-name", "12", "a sentence of a good many words"]], width: 40) == [
                " NAME        N  WHY",
                " long-name  12  a sentence of a good",
                "                many words",
            ]
        )
    }

    @Test("then the name does")
    func nameShrinks() {
        #expect(
            Self.lines([["a-rather-long-name-000017", "12", "a sentence of a good many words"]], width: 40) == [
                " NAME            N  WHY",
                " a-rath…000017  12  a sentence of a good",
                "                    many words",
            ]
        )
    }

    @Test("and then the sentence lies beneath")
    func sentenceBeneath() {
        let columns = [
            TextColumn(title: "", fitting: .name, columns: 30...30),
            TextColumn(title: "", fitting: .sentence, columns: 20...60),
        ]
        let name = String(repeating: "a", count: 30)
        let row = [TextCell(text: name), TextCell(text: "a sentence of a good many words, and more")]
        let bare = [TextCell(text: "b"), TextCell(text: "")]
        let layout = TextLayout(width: 40, style: .plain, usesUnicode: true)
        let table = TextTable(columns, fitting: [row], in: layout)
        #expect(table.header == nil)
        #expect(table.lines(of: row) == [name, "  a sentence of a good many words, and", "  more"])
        #expect(table.lines(of: bare) == ["b"])
    }

    @Test("a cell is coloured and its padding is not")
    func colour() {
        let columns = [
            TextColumn(title: "", fitting: .number, columns: 4...4),
            TextColumn(title: "", fitting: .text, columns: 4...4),
            TextColumn(title: "", fitting: .text, columns: 1...4),
        ]
        let row = [TextCell(text: "1", tone: .bad), TextCell(text: "x", tone: .good), TextCell(text: "y")]
        let layout = TextLayout(width: 40, style: .ansi, usesUnicode: true)
        let table = TextTable(columns, fitting: [[TextCell(text: "1000"), TextCell(text: "long"), row[2]]], in: layout)
        #expect(table.lines(of: row) == ["   \u{1B}[31m1\u{1B}[0m  \u{1B}[32mx\u{1B}[0m     y"])
    }
}
