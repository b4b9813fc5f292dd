import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Lines of a report, read back.
@Suite("JournalLine")
struct JournalLineTests {
    /// Writes lines and reads them back.
    private func readBack(_ write: (inout Journal) throws -> Void) throws -> [JournalLine] {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try write(&journal)
        return try sink.lines.map { try JournalLine(json: Array($0.utf8)) }
    }

    @Test("what was written is read back whole")
    func roundTrip() throws {
        var start = RunStart.sample()
        start.manifestDigest = "abc"
        start.accessKeyDigest = "def"
        start.isSimulated = true
        start.documentCount = 2
        start.caller.arn = "arn:aws:iam::123456789012:user/ann"
        start.caller.host = "jump-1"
        start.caller.consent = .typed
        var intent = LoopIntent(operation: .stop, loop: .sample(.inProgress), manifestLine: 3, at: .sample)
        intent.keptInstead = KeptDuplicate(name: .sample("a-1"), status: .completed, creationTime: .sample)
        let short = LoopResult.sample("a", .alreadyGone)
        var seam = RunResumption(runID: "run-1", version: "1", segment: 2, droppedBytes: 7, resumedAt: .sample)
        seam.caller.consent = .yes
        let lines = try readBack { journal in
            try journal.write(.start(start))
            try journal.write(.intent(intent))
            try journal.write(.result(.full))
            try journal.write(.result(short))
            try journal.write(.resumption(seam))
        }
        #expect(
            lines == [
                .event(.start(start)), .event(.intent(intent)), .event(.result(.full)), .event(.result(short)),
                .event(.resumption(seam)),
            ]
        )
    }

    @Test("what the rules came to is read back, a missing flow definition as well")
    func scope() throws {
        let findings = [
            SelectionFinding(flowDefinitionARN: "arn", manifestLine: 3, listed: 9, matched: 4, named: 1, earlier: 2),
            SelectionFinding(flowDefinitionARN: "gone", manifestLine: 4, missing: .fail),
        ]
        var scope = RunScope(namedCount: 3, foundCount: 1, findings: findings, at: .sample)
        scope.findings[0].excluded = 1
        scope.findings[0].later = 2
        let lines = try readBack { journal in
            try journal.write(.listing(since: .sample))
            try journal.write(.scope(scope))
        }
        #expect(lines == [.event(.listing(since: .sample)), .event(.scope(scope))])
    }

    @Test("the end is read back with its totals and its digest")
    func end() throws {
        var end = RunEnd.sample([.deleted: 3, .failed: 1], exitCode: .failed, stopReason: .deadline)
        // Those of many lines together, more than one line may tell.
        end.calls.describe = 5_000_000_000
        let lines = try readBack { try $0.write(.end(end)) }
        var expected = JournalEnd(outcomes: end.outcomes, calls: end.calls, endedAt: end.endedAt)
        expected.stopReasonCode = "DeadlinePassed"
        expected.loopCount = 4
        expected.exitCode = .failed
        expected.resultCount = 0
        expected.resultsDigest = ResultDigest().hexadecimal
        #expect(lines == [.end(expected)])
    }

    @Test("a line of a later version of the same schema is passed over, and its rule is read")
    func later() throws {
        let other = try JournalLine(json: Array(#"{"schema":1,"type":"loop_note","x":[1]}"#.utf8))
        #expect(other == .other("loop_note"))
        let text = #"""
            {"schema":1,"type":"loop_result","name":"a","outcome":"deleted","manifestLine":1,"rule":2,\#
            "endedAt":"2026-11-22T10:00:00Z"}
            """#
        guard case .event(.result(let result)) = try JournalLine(json: Array(text.utf8)) else {
            throw JournalError.inUse
        }
        #expect(result.rule == 1)
    }

    /// A result with members that no run writes.
    private static func absurd(_ members: String) -> String {
        #"{"schema":1,"type":"loop_result","name":"a","outcome":"failed","endedAt":"2026-11-22T10:00:00Z","# + members
            + "}"
    }

    @Test(
        "what is no line is refused with its reason",
        arguments: [
            ("", "no JSON object"), ("{", "no JSON object"), ("[]", "no JSON object"),
            ("\u{0}\u{0}", "no JSON object"), (#"{"schema":1}"#, "no JSON object"),
            (#"{"schema":2,"type":"run_end"}"#, "schema is 2"),
            (#"{"schema":1,"type":"run_end"}"#, "no 'outcomes'"),
            (#"{"schema":1,"type":"run_end","outcomes":{"melted":1}}"#, "'melted'"),
            (#"{"schema":1,"type":"loop_result","name":"a","outcome":"melted"}"#, "outcome"),
            (#"{"schema":1,"type":"loop_result","outcome":"kept"}"#, "no 'name'"),
            (#"{"schema":1,"type":"loop_result","outcome":"kept","name":"A!"}"#, "'A!'"),
            (
                #"{"schema":1,"type":"loop_result","outcome":"kept","name":"a","manifestLine":1,"endedAt":"now"}"#,
                "'endedAt'"
            ),
            (#"{"schema":1,"type":"loop_intent","operation":"Burn"}"#, "operation"),
            (absurd(#""manifestLine":1,"waitedSeconds":1e300"#), "waitedSeconds"),
            (absurd(#""manifestLine":1,"waitedSeconds":-1"#), "waitedSeconds"),
            (absurd(#""manifestLine":-1"#), "manifestLine"),
            (absurd(#""manifestLine":1,"rule":-9223372036854775808"#), "rule"),
            (absurd(#""manifestLine":1,"rule":9223372036854775807"#), "rule"),
            (absurd(#""manifestLine":1,"rule":0"#), "rule"),
            (absurd(#""manifestLine":1,"calls":{"stop":9223372036854775807}"#), "calls"),
            (absurd(#""manifestLine":1,"calls":{"retried":-1}"#), "calls"),
            (absurd(#""manifestLine":99999999999999999999"#), "no JSON object"),
            (
                #"{"schema":1,"type":"run_end","outcomes":{"kept":9223372036854775807},"endedAt":"2026-11-22T10:00:00Z"}"#,
                "outcomes"
            ),
            (
                #"{"schema":1,"type":"run_end","outcomes":{},"calls":{"list":9223372036854775807},"#
                    + #""endedAt":"2026-11-22T10:00:00Z"}"#,
                "calls"
            ),
            (
                #"{"schema":1,"type":"run_end","outcomes":{},"loopCount":-1,"endedAt":"2026-11-22T10:00:00Z"}"#,
                "loopCount"
            ),
            (#"{"schema":1,"type":"loop_identity","name":"a","creationTime":"2026-11-22T10:00:00Z"}"#, "no 'status'"),
            (#"{"schema":1,"type":"loop_identity","name":"a","status":"Failed"}"#, "no 'creationTime'"),
        ]
    )
    func refuses(_ text: String, _ words: String) {
        let error = #expect(throws: JournalError.self) { try JournalLine(json: Array(text.utf8)) }
        #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
    }
}
