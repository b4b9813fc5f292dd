@testable import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// What came of the look whether loops are gone, as it is told.
@Suite("VerificationReport")
struct VerificationReportTests {
    /// A report of verdicts about as many loops.
    private static func report(
        _ verdicts: [AbsenceVerdict],
        stopReason: RunStopReason? = nil,
        exitCode: ExitCode = .success,
        flaws: JournalFlaws = JournalFlaws(),
        isFinished: Bool = true,
        isPlaceKnown: Bool = true
    ) -> VerificationReport {
        var report = VerificationReport(
            path: "cleanup.jsonl",
            name: "dup-batch-2026-11",
            at: .sample,
            loops: verdicts.indices.map { .sample("dup-\($0)") },
            findings: AbsenceFindings(
                verdicts: verdicts,
                stopReason: stopReason,
                exitCode: exitCode,
                isPlaceKnown: isPlaceKnown
            )
        )
        (report.flaws, report.isFinished) = (flaws, isFinished)
        return report
    }

    /// The text of a report, 80 columns wide.
    private static func text(_ report: VerificationReport) throws -> String {
        let sink = MemorySink()
        try report.write(.text, layout: .file, to: sink)
        return sink.text
    }

    /// Flaws of one line.
    private static var flaws: JournalFlaws {
        var flaws = JournalFlaws()
        flaws.note("the result lines were changed: their SHA-256 is another than the end says", line: 9)
        return flaws
    }

    @Test(
        "the gravest finding decides the exit code",
        arguments: [
            (report([]), .success), (report([.gone, .another(.sample(.failed))]), .success),
            (report([.gone, .there(.sample(.failed))]), .failed), (report([.unknown(nil)]), .failed),
            (report([.gone], isFinished: false), .deferred), (report([.gone], flaws: flaws), .invalidManifest),
            (report([.there(.sample(.failed))], flaws: flaws, isFinished: false), .invalidManifest),
            (report([.unknown(nil)], exitCode: .access), .access),
            (report([.there(.sample(.failed))], exitCode: .interrupted), .interrupted),
            (report([.gone], isPlaceKnown: false), .failed), (report([], isPlaceKnown: false), .success),
        ] as [(VerificationReport, ExitCode)]
    )
    func exitCodes(_ report: VerificationReport, _ code: ExitCode) {
        #expect(report.exitCode == code)
    }

    @Test("a missing flow definition shows no account, and is wrong only where the manifest says so")
    func missingFlow() throws {
        for (verdicts, missing, isPlaceKnown, code) in [
            ([], MissingPolicy.ok, false, ExitCode.failed), ([], .ok, true, .success), ([.gone], .ok, true, .success),
            ([.gone], .fail, true, .failed),
        ] as [([AbsenceVerdict], MissingPolicy, Bool, ExitCode)] {
            var report = Self.report(verdicts, isPlaceKnown: isPlaceKnown)
            report.rules = [SelectionFinding(flowDefinitionARN: "gone", manifestLine: 4, missing: missing)]
            #expect(report.exitCode == code)
            #expect(try Self.text(report).contains("rule 1 (line 4): the flow definition gone does not exist"))
        }
    }

    @Test("a person is told what is left, with its status and age")
    func text() throws {
        let problem = LoopProblem(code: "AccessDeniedException", message: "no")
        let report = Self.report([
            .gone, .there(.sample(.inProgress)), .another(.sample(.completed)), .unknown(problem),
        ])
        #expect(
            try Self.text(report) == """
                dup-batch-2026-11: 2 of 4 loops gone
                0 calls

                NAME   STATUS      CREATED                   VERDICT
                dup-1  InProgress  2026-11-21T12:00:00.000Z  still there
                dup-2  Completed   2026-11-21T12:00:00.000Z  another loop
                dup-3  -           -                         not known
                AccessDeniedException: 1 loop: no

                """
        )
    }

    @Test("a person is told what speaks against the report")
    func doubts() throws {
        var report = Self.report([.gone], flaws: Self.flaws, isFinished: false)
        report.findings.isPlaceKnown = false
        let text = try Self.text(report)
        #expect(text.contains("all of 1 loop gone"))
        #expect(text.contains("The report has no end"))
        #expect(text.contains("No flow definition could be listed"))
        #expect(text.contains("  line 9: the result lines were changed"))
    }

    @Test("a program is told all")
    func json() throws {
        let report = Self.report([.gone, .there(.sample(.failed))])
        let sink = MemorySink()
        try report.write(.jsonl, layout: .file, to: sink)
        #expect(
            sink.lines == [
                #"{"schema":1,"type":"verify_loop","name":"dup-0","verdict":"gone"}"#,
                #"""
                {"schema":1,"type":"verify_loop","name":"dup-1","verdict":"still-there","status":"Failed",\#
                "creationTime":"2026-11-21T12:00:00.000Z",\#
                "flowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review",\#
                "humanLoopArn":"arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000017"}
                """#,
                #"""
                {"schema":1,"type":"verify_end","path":"cleanup.jsonl","name":"dup-batch-2026-11",\#
                "at":"2026-11-22T10:00:00.000Z","loopCount":2,\#
                "verdicts":{"gone":1,"another-loop":0,"still-there":1,"not-known":0},"placeKnown":true,\#
                "finished":true,"flawCount":0,"flaws":[],\#
                "calls":{"describe":0,"list":0,"stop":0,"delete":0,"throttled":0,"retried":0},"exitCode":1}
                """#,
            ]
        )
        let document = MemorySink()
        try report.write(.json, layout: .file, to: document)
        #expect(document.lines.count == 6 && document.lines.last == "]}")
    }
}
