import Testing

@testable import Commands
@testable import YAML

/// How the problems of a file are written.
@Suite struct ProblemFormatTests {
    /// Two problems, the first with all its parts.
    static let log: DiagnosticLog = {
        var log = DiagnosticLog()
        log.add(
            Diagnostic(
                code: .repeatedKey,
                message: "'a' is given twice: 50%\r\n",
                file: "x,y:z%.yaml",
                position: TextPosition(line: 12, column: 5),
                length: 3,
                related: RelatedPlace("first given here", at: TextPosition(line: 2, column: 1), length: 3),
                help: "remove \"a\""
            )
        )
        log.add(
            Diagnostic(
                severity: .warning,
                code: .dateName,
                message: "odd\u{1B}",
                file: "a.yaml",
                position: TextPosition(line: 13)
            )
        )
        return log
    }()

    /// Writes problems in a format.
    private func written(_ log: DiagnosticLog, _ format: ProblemFormat) -> String {
        String(decoding: ProblemOptions(format: format).written(log) { LineExcerpts() }, as: UTF8.self)
    }

    @Test("JSON has an object a line, with what there is")
    func json() {
        #expect(
            written(Self.log, .json) == #"""
                {"code":"E022","severity":"error","message":"'a' is given twice: 50%\r\n","file":"x,y:z%.yaml","line":12,"column":5,"length":3,"help":"remove \"a\"","related":{"message":"first given here","line":2,"column":1,"length":3}}
                {"code":"W103","severity":"warning","message":"odd\u001b","file":"a.yaml","line":13,"column":1,"length":1}

                """#
        )
    }

    @Test("GitHub's workflow commands are escaped as GitHub reads them")
    func github() {
        #expect(
            written(Self.log, .github) == """
                ::error file=x%2Cy%3Az%25.yaml,line=12,col=5,endColumn=8,title=E022::'a' is given twice: 50%25%0D%0A%0Ahelp: remove "a"%0Afirst given here: line 2, column 1
                ::warning file=a.yaml,line=13,col=1,endColumn=2,title=W103::odd\u{FFFD}

                """
        )
    }

    @Test("Text has the codes at the ends of the first lines")
    func text() {
        let lines = written(Self.log, .text).split(separator: "\n" as Character)
        #expect(lines.last == "a.yaml:13:1: warning: odd\u{FFFD} [W103]")
    }

    @Test("Problems that were not kept are counted in every format")
    func omitted() {
        var log = DiagnosticLog()
        for line in 1...102 {
            log.add(Diagnostic(code: .syntax, message: "wrong", file: "a", position: TextPosition(line: line)))
        }
        #expect(written(log, .json).hasSuffix("\n{\"omittedErrors\":2,\"omittedWarnings\":0}\n"))
        #expect(written(log, .github).hasSuffix("\n::error::and 2 more errors\n"))
    }

    @Test("Warnings count as errors when that is asked for")
    func strict() {
        #expect(ProblemOptions(isStrict: false).judged(Self.log).warningCount == 1)
        #expect(ProblemOptions(isStrict: true).judged(Self.log).errorCount == 2)
        #expect(ProblemOptions(isStrict: true).judged(Self.log).warningCount == 0)
    }
}
