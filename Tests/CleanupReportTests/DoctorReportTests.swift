import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import ReportTestSupport
@testable import Support
import Testing

/// What `doctor` found, as a person and as a program see it.
@Suite
struct DoctorReportTests {
    /// A report with every verdict.
    private static let report: DoctorReport = {
        let region = Finding(.region, .ok, "us-east-1 (given)", value: "us-east-1", source: "given")
        let advice = "have this machine's clock set by NTP"
        var clock = Finding(.clock, .warning, "90 s behind the service's", value: "90", advice: advice)
        clock.details = [("more", "x")]
        var access = Finding(
            .access,
            problem: "'sagemaker:DescribeHumanLoop' is denied: AccessDeniedException: User: arn:aws:iam::1:user/a "
                + "is not authorized to perform that on arn:aws:sagemaker:us-east-1:1:human-loop/x",
            .access
        )
        access.advice = "have IAM allow it"
        return DoctorReport(
            version: "1.2.3",
            findings: [region, clock, Finding(.identity, .skipped, "not asked"), access]
        )
    }()

    /// Writes a report.
    private static func text(
        _ report: DoctorReport = report,
        _ format: ResultFormat = .text,
        width: Int = 80,
        style: TextStyle = .plain,
        usesUnicode: Bool = true
    ) throws -> String {
        let sink = MemorySink()
        try report.write(format, layout: TextLayout(width: width, style: style, usesUnicode: usesUnicode), to: sink)
        #expect(sink.takeEvents().last == .flush)
        return sink.text
    }

    @Test("each finding has a line, what does not fit goes on below, and what to do follows")
    func table() throws {
        #expect(
            try Self.text() == """
                CHECK     VERDICT  FINDING
                region    ok       us-east-1 (given)
                clock     warning  90 s behind the service's
                                   → have this machine's clock set by NTP
                identity  skipped  not asked
                access    problem  'sagemaker:DescribeHumanLoop' is denied:
                                   AccessDeniedException: User: arn:aws:iam::1:user/a is not
                                   authorized to perform that on
                                   arn:aws:sagemaker:us-east-1:1:human-loop/x
                                   → have IAM allow it

                1 problem, 1 warning.

                """
        )
    }

    @Test("on a narrow terminal the finding lies beneath, and ASCII is enough")
    func narrow() throws {
        let lines = try Self.text(width: 40, usesUnicode: false)
        #expect(
            lines.contains(
                "\nclock     warning\n  90 s behind the service's\n  -> have this machine's clock set by"
            )
        )
        #expect(lines.split(separator: "\n" as Character).allSatisfy { $0.utf8.count <= 40 })
        #expect(lines.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("colour repeats what the words say")
    func colour() throws {
        let coloured = try Self.text(style: .ansi)
        #expect(coloured.contains("\u{1B}[31mproblem\u{1B}[0m"))
        #expect(try TextWithoutColour(coloured).text == Self.text())
    }

    @Test("a program gets one document with keys in a fixed order")
    func json() throws {
        let expected =
            #"{"schema":1,"type":"doctor","version":"1.2.3","verdict":"problem","exitCode":77,"checks":["#
            + #"{"check":"region","verdict":"ok","value":"us-east-1","source":"given","message":"us-east-1 (given)"},"#
            + #"{"check":"clock","verdict":"warning","value":"90","more":"x","message":"90 s behind the service's","#
            + #""advice":"have this machine's clock set by NTP"},"#
            + #"{"check":"identity","verdict":"skipped","message":"not asked"},"#
            + #"{"check":"access","verdict":"problem","message":"'sagemaker:DescribeHumanLoop' is denied: "#
            + #"AccessDeniedException: User: arn:aws:iam::1:user/a is not authorized to perform that on "#
            + #"arn:aws:sagemaker:us-east-1:1:human-loop/x","advice":"have IAM allow it"}]}"#
        #expect(try Self.text(Self.report, .json) == expected + "\n")
        #expect(try Self.text(Self.report, .jsonl) == expected + "\n")
    }

    @Test("what a service says cannot steer the terminal")
    func hostile() throws {
        let report = DoctorReport(version: "1", findings: [Finding(.access, problem: HostileText.all, .access)])
        #expect(try !HostileText.steers(Self.text(report)))
    }

    /// Reports and what they come to.
    static let conclusions: [([Finding], Verdict, ExitCode, String)] = [
        ([], .ok, .success, "All is well."),
        ([Finding(.clock, .skipped, "")], .ok, .success, "All is well."),
        ([Finding(.clock, .warning, "")], .warning, .success, "1 warning."),
        (
            [Finding(.access, problem: "", .temporary), Finding(.identity, problem: "", .access)],
            .problem, .access, "2 problems."
        ),
        (
            [Finding(.access, problem: "", .temporary), Finding(.proxy, .warning, "")], .problem, .temporary,
            "1 problem"
        ),
    ]

    @Test("the gravest finding decides", arguments: conclusions)
    func concludes(_ findings: [Finding], _ verdict: Verdict, _ exitCode: ExitCode, _ words: String) throws {
        let report = DoctorReport(version: "1", findings: findings)
        #expect(report.verdict == verdict)
        #expect(report.exitCode == exitCode)
        #expect(try Self.text(report).contains(words))
    }
}
