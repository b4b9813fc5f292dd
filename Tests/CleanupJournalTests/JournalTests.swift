@testable import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// The report as JSON Lines, and when it reaches the disk.
@Suite("Journal")
struct JournalTests {
    @Test("each thing that happens is one line")
    func lines() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        var intent = LoopIntent(
            operation: .delete,
            loop: .sample(.completed),
            manifestLine: 3,
            rule: 0,
            at: .sample + .milliseconds(5)
        )
        intent.manifestFile = "more.txt"
        try journal.write(.intent(intent))
        try journal.write(.result(.full))
        try journal.write(.result(.sample("dup-000018", .alreadyGone)))
        try journal.write(
            .end(.sample([.failed: 1, .alreadyGone: 1], exitCode: .interrupted, stopReason: .interrupted(.interrupt)))
        )
        #expect(sink.text == Self.golden)
    }

    @Test("what the manifest says of itself stands in the first line")
    func details() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        var start = RunStart.sample()
        (start.details.owner, start.details.ticket) = ("ml-platform", "OPS-1")
        start.details.description = "A retry storm"
        start.details.labels = [ManifestLabel(key: "team", value: "doc-ai"), ManifestLabel(key: "wave", value: "2")]
        try journal.write(.start(start))
        let members =
            #""manifestPath":"cleanup.yaml","owner":"ml-platform","ticket":"OPS-1","description":"A retry storm","#
            + #""labels":{"team":"doc-ai","wave":"2"},"account""#
        #expect(sink.text.contains(members))
    }

    /// What a run of two loops is written down as.
    private static let golden = """
        {"schema":1,"type":"run_start","runId":"run-1","version":"1.2.3","name":"dup-batch-2026-11",\
        "manifestPath":"cleanup.yaml","account":"123456789012","region":"us-east-1","endpoint":"https://a2i.example",\
        "loopCount":2000,"startedAt":"2026-11-22T10:00:00.000Z",\
        "chain":"7921709d31aeb367"}
        {"schema":1,"type":"loop_intent","operation":"DeleteHumanLoop","name":"dup-000017","manifestLine":3,\
        "manifestFile":"more.txt","rule":1,\
        "status":"Completed","creationTime":"2026-11-21T12:00:00.000Z",\
        "flowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review",\
        "humanLoopArn":"arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000017",\
        "outputS3Uri":"s3://answers/dup-000017/output.json","at":"2026-11-22T10:00:00.005Z",\
        "chain":"c2d415af95cffc2f"}
        {"schema":1,"type":"loop_result","name":"dup-000017","outcome":"failed","reason":"duplicate","manifestLine":7,\
        "manifestFile":"lists/more.csv","rule":2,\
        "initialStatus":"InProgress","finalStatus":"Archived","stoppedByRun":true,"unansweredOperation":"DeleteHumanLoop",\
        "creationTime":"2026-11-20T10:00:00.000Z",\
        "flowDefinitionArn":"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review",\
        "humanLoopArn":"arn:aws:sagemaker:eu-west-1:210987654321:human-loop/dup-000017",\
        "outputS3Uri":"s3://answers/dup-000017/output.json","failureCode":"InternalError","failureReason":"It broke.",\
        "dataRetainedUntil":"2026-12-22T10:00:00.000Z",\
        "error":{"code":"ValidationException","message":"No.","requestId":"req-1","httpStatus":400},\
        "calls":{"describe":4,"list":0,"stop":1,"delete":1,"throttled":0,"retried":0},\
        "startedAt":"2026-11-22T09:59:59.999Z","endedAt":"2026-11-22T10:00:00.000Z","waitedSeconds":1810.25,\
        "chain":"da0db6ef4cef32e9"}
        {"schema":1,"type":"loop_result","name":"dup-000018","outcome":"already-gone","manifestLine":7,\
        "stoppedByRun":false,"calls":{"describe":0,"list":0,"stop":0,"delete":0,"throttled":0,"retried":0},\
        "endedAt":"2026-11-22T10:00:00.000Z","waitedSeconds":0,\
        "chain":"7c0841510dd3d2be"}
        {"schema":1,"type":"run_end","loopCount":2,"outcomes":{"deleted":0,"already-gone":1,"kept":0,"deferred":0,"refused":0,\
        "failed":1,"not-attempted":0},\
        "calls":{"describe":3000,"list":0,"stop":5,"delete":1200,"throttled":12,"retried":0},\
        "halt":{"code":"Interrupted","message":"SIGINT asked the run to end"},"exitCode":130,\
        "startedAt":"2026-11-22T10:00:00.000Z","endedAt":"2026-11-22T10:31:04.250Z","durationSeconds":1864.25,"resultCount":2,\
        "resultsSha256":"9c9a475ae0b9ba24f26d75e77fbb0fda408743c0837a8aa688181b3a29f36b30",\
        "chain":"24d0168d48dab211"}

        """

    @Test("what the rules found is a line of its own")
    func scope() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        let finding = SelectionFinding(flowDefinitionARN: "arn", manifestLine: 34, listed: 12, matched: 4, named: 1)
        try journal.write(.scope(RunScope(namedCount: 3, foundCount: 3, findings: [finding], at: .sample)))
        #expect(
            sink.text == """
                {"schema":1,"type":"run_scope","loopCount":6,"namedCount":3,"foundCount":3,\
                "rules":[{"rule":1,"manifestLine":34,"flowDefinitionArn":"arn","listed":12,"matched":4,"named":1,\
                "earlier":0,"added":3}],"at":"2026-11-22T10:00:00.000Z","chain":"36e940d39023f8fa"}

                """
        )
        #expect(sink.takeEvents().prefix(2) == [.write, .flush])
    }

    @Test("every line is handed to the system as it is written, and the disk is asked at most once a second")
    func durability() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        #expect(sink.takeEvents() == [.write, .flush, .synchronize])
        let intent = LoopIntent(operation: .stop, loop: .sample(.inProgress), manifestLine: 1, at: .sample)
        try journal.write(.intent(intent))
        #expect(sink.takeEvents() == [.write, .flush])
        try journal.write(.result(.sample("a", .deleted, endedAt: .sample + .milliseconds(999))))
        #expect(sink.takeEvents() == [.write, .flush])
        try journal.synchronize(at: .sample + .milliseconds(999))
        #expect(sink.takeEvents() == [])
        try journal.synchronize(at: .sample + .seconds(1))
        #expect(sink.takeEvents() == [.synchronize])
        try journal.synchronize(at: .sample + .seconds(60))
        #expect(sink.takeEvents() == [])
        try journal.write(.result(.sample("b", .deleted, endedAt: .sample + .seconds(61))))
        #expect(sink.takeEvents() == [.write, .flush, .synchronize])
        try journal.write(.result(.sample("c", .deleted, endedAt: .sample - .seconds(3_600))))
        #expect(sink.takeEvents() == [.write, .flush, .synchronize])
        try journal.write(.end(.sample()))
        #expect(sink.takeEvents() == [.write, .finish])
    }

    @Test("evidence of many calls is put on the disk with one call")
    func commits() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        _ = sink.takeEvents()
        for second in 1...3 {
            let moment = Timestamp.sample + .seconds(10 * second)
            try journal.write(
                .intent(LoopIntent(operation: .stop, loop: .sample(.inProgress), manifestLine: 1, at: moment))
            )
        }
        #expect(!sink.takeEvents().contains(.synchronize))
        try journal.commit(at: .sample + .seconds(30))
        #expect(sink.takeEvents() == [.synchronize])
        try journal.synchronize(at: .sample + .seconds(90))
        #expect(sink.takeEvents() == [])
    }

    @Test("evidence that cannot be written is not passed over")
    func fails() throws {
        let sink = MemorySink(failingAfter: 1)
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        let intent = LoopIntent(operation: .stop, loop: .sample(.inProgress), manifestLine: 1, at: .sample)
        #expect(throws: ReportWriteError.self) { try journal.write(.intent(intent)) }
        #expect(sink.lines.count == 1)
    }

    @Test("hostile text stays within its line", arguments: [HostileText.all, HostileText.long, HostileText.stacked])
    func hostile(_ text: String) throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        var result = LoopResult.sample("a", .failed, problem: LoopProblem(code: text, message: text))
        result.failureReason = text
        try journal.write(.result(result))
        #expect(sink.lines.count == 1)
        let steers = sink.text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control }
        #expect(!steers)
    }

    @Test(
        "each way in which a run ends early has its code and its words",
        arguments: [
            (
                .guards([GuardBreach(key: "maxStops", message: "5"), GuardBreach(key: "maxLoops", message: "9")]),
                "GuardBreached", "maxStops: 5; maxLoops: 9"
            ),
            (.noConsent, "ConsentMissing", "the plan was not confirmed; nothing was changed"),
            (.interrupted(.terminate), "Interrupted", "SIGTERM asked the run to end"),
            (.interrupted(.hangup), "Interrupted", "SIGHUP asked the run to end"),
            (.deadline, "DeadlinePassed", "the run's deadline passed"),
            (
                .throttled, "DeadlinePassed",
                "the run's deadline passed while the service throttled its calls: allow more time, or have the quota raised"
            ),
            (
                .credentials(
                    HumanLoopServiceError(kind: .credentials, code: "Expired", message: "Old.", requestID: "r")
                ),
                "CredentialsRefused", "the service does not accept the credentials: Expired: Old. (request id r)"
            ),
            (
                .unreachable(HumanLoopServiceError(kind: .unreachable, code: "ConnectTimeout")),
                "ServiceUnreachable", "the service was never reached: ConnectTimeout"
            ),
            (
                .failures(GuardBreach(key: "maxFailures", message: "2 of 9 loops failed, more than 1")),
                "TooManyFailures", "nothing new was started: maxFailures: 2 of 9 loops failed, more than 1"
            ),
            (
                .selection(SelectionFault(.service, line: 34, message: "no list")),
                "SelectionFailed", "the rule at line 34 cannot be followed: no list"
            ),
            (.evidence("disk full"), "EvidenceNotWritten", "what happened could not be written down: disk full"),
        ] as [(RunStopReason, String, String)]
    )
    func halts(_ stopReason: RunStopReason, _ code: String, _ message: String) throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.end(.sample(stopReason: stopReason)))
        #expect(sink.text.contains("\"halt\":{\"code\":\"\(code)\",\"message\":\"\(message)\"}"))
    }
}
