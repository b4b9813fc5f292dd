import Support
import Testing

@testable import YAML

/// How problems look to a person.
@Suite struct DiagnosticRendererTests {
    /// Renders one problem of a text.
    private func render(
        _ text: String,
        _ position: TextPosition,
        length: Int = 1,
        message: String = "wrong",
        related: RelatedPlace? = nil,
        help: String? = nil,
        width: Int? = nil
    ) -> String {
        let diagnostic = Diagnostic(
            code: .syntax,
            message: message,
            file: "a.yaml",
            position: position,
            length: length,
            related: related,
            help: help
        )
        let excerpts = LineExcerpts(MemoryByteSource(text), around: [diagnostic])
        return DiagnosticRenderer(excerpts: excerpts, width: width).render(diagnostic)
    }

    @Test("The line is shown with a mark under the offending text")
    func shape() {
        let text = "a:\n    onInprogress: skip\n"
        let position = TextPosition(line: 2, column: 5)
        let message = "unknown key 'onInprogress', did you mean 'onInProgress'?"
        #expect(
            render(text, position, length: 12, message: message) == """
                a.yaml:2:5: error: unknown key 'onInprogress', did you mean 'onInProgress'? [E001]
                    2 |     onInprogress: skip
                      |     ^~~~~~~~~~~~

                """
        )
    }

    @Test("Help and the related place follow")
    func parts() {
        let related = RelatedPlace("first given here", at: TextPosition(line: 1, column: 1), length: 1)
        #expect(
            render("a: 1\na: 2\n", TextPosition(line: 2, column: 1), related: related, help: "keep one") == """
                a.yaml:2:1: error: wrong [E001]
                    2 | a: 2
                      | ^
                      = help: keep one
                a.yaml:1:1: note: first given here
                    1 | a: 1
                      | ^

                """
        )
    }

    /// Lines with a position, and how the line and its mark look.
    static let lines: [(text: String, position: TextPosition, length: Int, shown: String, mark: String)] = [
        ("\tb: c", TextPosition(line: 1, column: 2), 1, " b: c", " ^"),
        ("日本: c", TextPosition(line: 1, column: 5), 1, "日本: c", "      ^"),
        ("a: 日本", TextPosition(line: 1, column: 4), 2, "a: 日本", "   ^~~~"),
        ("e\u{301}: c", TextPosition(line: 1, column: 5), 1, "e\u{301}: c", "   ^"),
        ("a\u{1B}[31m: c", TextPosition(line: 1, column: 8), 1, "a�[31m: c", "       ^"),
        ("\u{202E}a: c", TextPosition(line: 1, column: 2), 1, "�a: c", " ^"),
        ("\u{FEFF}a: c", TextPosition(line: 1, column: 4), 1, "a: c", "   ^"),
        ("x\r\ny\ra: c\r\n", TextPosition(line: 3, column: 4), 1, "a: c", "   ^"),
        ("x\u{2028}y\u{85}a: c", TextPosition(line: 3, column: 4), 1, "a: c", "   ^"),
        ("a: c", TextPosition(line: 1, column: 9), 1, "a: c", "    ^"),
        ("a: c", TextPosition(line: 1, column: 4), 99, "a: c", "   ^"),
        (
            String(repeating: "é", count: 1_000), TextPosition(line: 1, column: 500), 1,
            "…" + String(repeating: "é", count: 121) + "…", String(repeating: " ", count: 61) + "^"
        ),
    ]

    @Test("Every line is harmless, bounded, and marked in the right place", arguments: lines)
    func excerpt(text: String, position: TextPosition, length: Int, shown: String, mark: String) {
        let rendered: [Substring] = render(text, position, length: length).split(separator: "\n" as Character).map {
            $0
        }
        #expect(rendered.dropFirst().first.map(String.init) == "    \(position.line) | \(shown)")
        #expect(rendered.dropFirst(2).first.map(String.init) == "      | \(mark)")
    }

    /// What long lines are made of.
    private static let units = ["x", "日", "e\u{301}", "\u{1B}"]

    /// Lines of a thousand characters, and where in them the problem is.
    static let longLines: [(unit: String, column: Int, length: Int)] = units.flatMap { unit in
        [(1, 1), (1, 400), (30, 5), (200, 1), (500, 90), (990, 400), (1_000, 1), (1_001, 1)].map { (unit, $0, $1) }
    }

    @Test("A line is cut to the width of the terminal, with its mark in the right place", arguments: longLines)
    func width(_ row: (unit: String, column: Int, length: Int)) {
        var scalars = Array(String(repeating: row.unit, count: 1_000).unicodeScalars.prefix(1_000))
        if scalars.indices.contains(row.column - 1) { scalars[row.column - 1] = "#" }
        let text = String(String.UnicodeScalarView(scalars))
        for width in [10, 40, 80, 120] {
            let position = TextPosition(line: 1, column: row.column)
            let lines = render(text, position, length: row.length, width: width).split(separator: "\n" as Character)
            let (line, mark) = (lines[1], lines[2])
            #expect(DisplayWidth.columns(of: line) < max(width, 32) && DisplayWidth.columns(of: mark) < max(width, 32))
            let before = mark.prefix { $0 != "^" }
            if scalars.count >= row.column {
                let lead = line.unicodeScalars.prefix { $0 != "#" }
                #expect(DisplayWidth.columns(of: String(lead)) == before.utf8.count)
            }
        }
    }

    @Test("Bytes that are no UTF-8 are shown as such")
    func badBytes() {
        let diagnostic = Diagnostic(
            code: .encoding,
            message: "bad",
            file: "a",
            position: TextPosition(line: 1, column: 4)
        )
        let excerpts = LineExcerpts(MemoryByteSource(Array("a: ".utf8) + [0xFF, 0x62]), around: [diagnostic])
        #expect(DiagnosticRenderer(excerpts: excerpts).render(diagnostic).contains("1 | a: �b\n"))
    }

    @Test(
        "A line that is not there, or is empty, is not shown",
        arguments: [TextPosition(line: 9, column: 1), TextPosition(line: 2, column: 1)]
    )
    func missingLine(position: TextPosition) {
        #expect(render("a: 1\n", position) == "a.yaml:\(position.line):1: error: wrong [E001]\n")
    }

    @Test("A message and a file's name cannot do anything to a terminal")
    func harmlessMessage() {
        let diagnostic = Diagnostic(code: .syntax, message: "a\u{1B}[2Jb\nc", file: "x\u{7}", position: TextPosition())
        #expect(DiagnosticRenderer().render(diagnostic) == "x�:1:1: error: a�[2Jb�c [E001]\n")
    }

    @Test("A log ends with how many problems were left out")
    func omitted() {
        var log = DiagnosticLog()
        for line in 1...314 {
            log.add(Diagnostic(code: .syntax, message: "wrong", file: "a", position: TextPosition(line: line)))
        }
        for line in 1...101 {
            let position = TextPosition(line: line)
            log.add(Diagnostic(severity: .warning, code: .syntax, message: "odd", file: "a", position: position))
        }
        #expect(DiagnosticRenderer().render(log).hasSuffix("\nand 214 more errors, 1 more warning\n"))
    }

    @Test("An empty log is no text")
    func emptyLog() {
        #expect(DiagnosticRenderer().render(DiagnosticLog()) == "")
    }

    @Test("Where warnings count as errors, each one does")
    func strict() {
        var log = DiagnosticLog()
        for line in 1...101 {
            let position = TextPosition(line: line)
            log.add(Diagnostic(severity: .warning, code: .dateName, message: "odd", file: "a", position: position))
        }
        log.add(Diagnostic(code: .syntax, message: "wrong", file: "a", position: TextPosition(line: 102)))
        #expect(log.strict.errorCount == 102)
        #expect(log.strict.warningCount == 0)
        #expect(log.strict.omittedErrors == 1)
        #expect(log.strict.omittedWarnings == 0)
        #expect(log.strict.diagnostics.map(\.severity) == Array(repeating: .error, count: 101))
        #expect(log.strict.diagnostics.map(\.code) == log.diagnostics.map(\.code))
    }
}
