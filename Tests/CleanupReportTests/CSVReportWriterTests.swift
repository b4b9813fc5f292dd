import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing

/// The report as comma-separated values.
@Suite("CSVReportWriter")
struct CSVReportWriterTests {
    @Test("a table has its header and a row for each loop")
    func golden() throws {
        let sink = MemorySink()
        var writer = CSVReportWriter(sink: sink)
        var start = RunStart.sample()
        start.details.owner = "ml-platform"
        start.details.ticket = "OPS-1"
        start.details.labels = [ManifestLabel(key: "team", value: "doc-ai"), ManifestLabel(key: "wave", value: "2")]
        start.caller.arn = "arn:aws:iam::123456789012:user/ann"
        start.caller.host = "jump-1"
        start.caller.consent = .confirm
        try writer.write(.start(start))
        try writer.write(.result(.full))
        try writer.write(.result(.sample("dup-000018", .alreadyGone)))
        try writer.write(.end(.sample()))
        #expect(
            sink.text == """
                Account,Region,HumanLoopName,TaskStatus,ErrorCode,HTTPStatusCode,ResultMessage,Outcome,InitialStatus,\
                FinalStatus,Reason,ManifestLine,StoppedByRun,CreationTime,FlowDefinitionArn,HumanLoopArn,OutputS3Uri,\
                DataRetainedUntil,Calls,WaitedSeconds,StartedAt,EndedAt,Rule,ManifestFile,\
                RunId,Simulated,RequestId,FailureCode,KeptDuplicate,Owner,Ticket,Labels,CallerArn,Host,Consent\r
                210987654321,eu-west-1,dup-000017,failed,ValidationException,400,No.,failed,InProgress,Archived,\
                duplicate,7,true,2026-11-20T10:00:00.000Z,\
                arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review,\
                arn:aws:sagemaker:eu-west-1:210987654321:human-loop/dup-000017,s3://answers/dup-000017/output.json,\
                2026-12-22T10:00:00.000Z,6,1810.25,2026-11-22T09:59:59.999Z,2026-11-22T10:00:00.000Z,2,\
                lists/more.csv,run-1,false,req-1,InternalError,,ml-platform,OPS-1,team=doc-ai wave=2,\
                arn:aws:iam::123456789012:user/ann,jump-1,confirm\r
                123456789012,us-east-1,dup-000018,succeeded,,,,already-gone,,,,7,false,,,,,,0,0,,\
                2026-11-22T10:00:00.000Z,,,run-1,false,,,,ml-platform,OPS-1,team=doc-ai wave=2,\
                arn:aws:iam::123456789012:user/ann,jump-1,confirm\r

                """
        )
    }

    @Test("a run without loops is a header")
    func headerAlways() throws {
        let sink = MemorySink()
        var writer = CSVReportWriter(sink: sink)
        try writer.write(.start(.sample(loopCount: 0)))
        try writer.write(.end(.sample()))
        #expect(sink.lines.count == 1)
        #expect(sink.takeEvents() == [.write, .finish])
    }

    @Test("a task has succeeded when the loop is as wanted", arguments: LoopOutcome.allCases)
    func taskStatus(_ outcome: LoopOutcome) throws {
        let sink = MemorySink()
        var writer = CSVReportWriter(sink: sink)
        try writer.write(.start(.sample()))
        try writer.write(.result(.sample("a", outcome)))
        let isWanted = [LoopOutcome.deleted, .alreadyGone, .kept].contains(outcome)
        #expect(sink.text.contains("us-east-1,a,\(isWanted ? "succeeded" : "failed"),,,,\(outcome.rawValue),"))
    }

    @Test(
        "a cell is quoted and guarded as far as it needs",
        arguments: [
            ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a \"b\"", "\"a \"\"b\"\"\""), ("\"", "\"\"\"\""),
            ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("=1+1", "\"'=1+1\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""),
            ("@A1", "\"'@A1\""), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("a=b", "a=b"),
            ("=\"a\",\"\"", "\"'=\"\"a\"\",\"\"\"\"\""), ("\u{1B}[2J\u{0}", "\u{FFFD}[2J\u{FFFD}"),
            ("\u{1B}=1", "\u{FFFD}=1"), ("é漢🙂", "é漢🙂"), ("\u{9B}a", "\u{FFFD}a"), ("a\r\nb", "\"a\r\nb\""),
            ("x;=cmd|' /C calc'!A0", "\"x;=cmd|' /C calc'!A0\""), ("a\tb", "\"a\tb\""), (" =1", "\"' =1\""),
            ("＝1", "\"'＝1\""), ("\u{3000}＠SUM", "\"'\u{3000}＠SUM\""), ("a\u{202E}b", "a\u{FFFD}b"), ("é;", "\"é;\""),
        ]
    )
    func cells(_ text: String, _ cell: String) {
        #expect(Array(CSVRow([text, nil, text]).line) == Array("\(cell),,\(cell)\r\n".utf8))
    }
}
