@testable import CleanupEngine
@testable import CleanupJournal
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// What the lines of a journal come to.
@Suite("JournalHistory")
struct JournalHistoryTests {
    /// Writes a journal and folds its lines.
    private func history(_ write: (inout Journal) throws -> Void) throws -> JournalHistory {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        try write(&journal)
        return try JournalHistory(text: sink.text)
    }

    /// The evidence before a call for a loop.
    private func intent(_ operation: HumanLoopOperation, _ status: HumanLoopStatus, _ name: String) -> LoopIntent {
        LoopIntent(operation: operation, loop: .sample(status, name: name), manifestLine: 3, at: .sample)
    }

    /// How a loop ended that was described.
    private func result(
        _ name: String,
        _ outcome: LoopOutcome,
        unanswered: HumanLoopOperation? = nil,
        httpStatus: Int? = nil
    ) -> LoopResult {
        var problem: LoopProblem?
        if outcome == .failed { problem = LoopProblem(code: "X", message: "", httpStatus: httpStatus) }
        var result = LoopResult.sample(name, outcome, problem: problem)
        result.unansweredOperation = unanswered
        result.initialStatus = .inProgress
        result.finalStatus = .completed
        result.creationTime = HumanLoop.sampleCreation
        result.flowDefinitionARN = HumanLoop.sampleFlowDefinition
        return result
    }

    @Test("a loop is settled by what cannot change, and left by all else")
    func settles() throws {
        let history = try history { journal in
            try journal.write(.intent(intent(.delete, .completed, "deleted")))
            for outcome in LoopOutcome.allCases { try journal.write(.result(result(outcome.rawValue, outcome))) }
        }
        let settled = history.records.filter(\.record.isSettled).map(\.name.rawValue).sorted()
        #expect(settled == ["already-gone", "deleted", "kept"])
        #expect(history.records.allSatisfy { ($0.record.trace == nil) == $0.record.isSettled })
        #expect(history.outcomes.total == 7 && history.flaws.isEmpty)
    }

    @Test("the rules were followed since the earliest moment that is told; an earlier version's run since it began")
    func listedSince() throws {
        let (first, scope) = (Timestamp.sample + .seconds(5), RunScope(namedCount: 0, at: .sample))
        let told = try history { journal in
            try journal.write(.scope(scope))
            for moment in [first + .seconds(1), first] { try journal.write(.listing(since: moment)) }
        }
        #expect(told.listedSince == first)
        let earlier = try history { journal in
            try journal.write(.scope(scope))
            try journal.write(.intent(intent(.delete, .completed, "a")))
        }
        #expect(earlier.listedSince == RunStart.sample().startedAt)
        #expect(try history { try $0.write(.scope(scope)) }.listedSince == nil)
    }

    @Test("the end of a run that nothing ended early is read as it was written")
    func end() throws {
        var end = RunEnd.sample([.deleted: 1, .kept: 1], exitCode: .workToDo)
        end.calls.list = 3
        let history = try history { journal in
            try journal.write(.intent(intent(.delete, .completed, "deleted")))
            try journal.write(.result(result("deleted", .deleted)))
            try journal.write(.result(result("kept", .kept)))
            try journal.write(.end(end))
        }
        #expect(history.flaws.isEmpty && history.end?.runEnd(startedAt: end.startedAt) == end)
    }

    @Test("a call without a result is open, until a result says that it was not made, or what came of it")
    func opens() throws {
        let history = try history { journal in
            try journal.write(.intent(intent(.delete, .completed, "lost")))
            try journal.write(.intent(intent(.stop, .inProgress, "stopped")))
            try journal.write(.intent(intent(.stop, .inProgress, "then-deleted")))
            try journal.write(.intent(intent(.delete, .stopped, "then-deleted")))
            for name in ["cut-off", "looked-up"] {
                try journal.write(.intent(intent(.stop, .inProgress, name)))
                var result = result(name, .deferred, unanswered: name == "cut-off" ? .stop : nil)
                result.stoppedByRun = name == "looked-up"
                try journal.write(.result(result))
            }
            // The status is that of the last answer, which may be about a look: it says nothing of the delete.
            for (name, unanswered, status) in [
                ("refused", nil, 400), ("silent", .delete, nil), ("not-looked-up", .delete, 403),
            ] as [(String, HumanLoopOperation?, Int?)] {
                try journal.write(.intent(intent(.delete, .completed, name)))
                try journal.write(.result(result(name, .failed, unanswered: unanswered, httpStatus: status)))
            }
        }
        let open = Dictionary(uniqueKeysWithValues: history.records.map { ($0.name, $0.record.trace?.openCall) })
        #expect(open[.sample("lost")] == .delete && open[.sample("stopped")] == .stop)
        #expect(open[.sample("then-deleted")] == .delete)
        #expect(history.records[.sample("then-deleted")]?.trace?.wasStopped == true)
        #expect(history.records[.sample("then-deleted")]?.trace?.initialStatus == .inProgress)
        #expect(open[.sample("refused")] == .some(nil))
        #expect(open[.sample("cut-off")] == .stop && open[.sample("looked-up")] == .some(nil))
        #expect(open[.sample("silent")] == .delete && open[.sample("not-looked-up")] == .delete)
    }

    @Test("the books of a whole run are right, and its calls are those of the end")
    func closes() throws {
        let end = RunEnd.sample([.deleted: 1, .kept: 1])
        let history = try history { journal in
            try journal.write(.intent(intent(.delete, .completed, "a")))
            try journal.write(.result(result("a", .deleted)))
            try journal.write(.result(result("b", .kept)))
            try journal.write(.end(end))
        }
        #expect(history.flaws.isEmpty, "\(history.flaws.named)")
        #expect(history.end?.outcomes == end.outcomes && history.calls == end.calls)
        #expect(history.segments == 1)
    }

    @Test("what contradicts itself is told with its line")
    func flaws() throws {
        let history = try history { journal in
            try journal.write(.result(result("a", .deleted)))
            try journal.write(.intent(intent(.delete, .completed, "a")))
            try journal.write(.result(result("a", .deleted)))
            try journal.write(.end(.sample([.deleted: 2])))
            try journal.write(.result(result("b", .kept)))
        }
        #expect(
            history.flaws.named == [
                "line 2: 'a' was deleted and no line was written before",
                "line 3: 'a' was to be changed after its final result",
                "line 4: 'a' has a second result after a final one",
                "line 5: deleted: the end says 2, and the lines come to 1",
                "line 5: loops: the end says 2, and the lines come to 1",
                "line 6: the run goes on after its end",
            ]
        )
    }

    @Test("a result line that was changed is told by the digest")
    func digest() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        try journal.write(.result(result("a", .kept)))
        try journal.write(.end(.sample([.kept: 1])))
        let changed = sink.text.replacing("\"manifestLine\":7", with: "\"manifestLine\":8")
        let flaws = try JournalHistory(text: changed).flaws
        #expect(flaws.count == 2 && flaws.named.last?.contains("SHA-256") ?? false)
    }

    @Test("a call that was written down counts when its process was killed, and once when there is a result")
    func writtenDown() throws {
        let first = MemorySink()
        var journal = Journal(to: first)
        try journal.write(.start(.sample()))
        try journal.write(.intent(intent(.stop, .inProgress, "killed")))
        try journal.write(.intent(intent(.delete, .completed, "done")))
        var done = result("done", .deleted)
        (done.calls.describe, done.calls.delete) = (1, 1)
        try journal.write(.result(done))
        let killed = try JournalHistory(text: first.text)
        #expect(killed.calls.stop == 1 && killed.calls.delete == 1 && killed.calls.describe == 1)
        let seam = RunResumption(runID: "run-1", version: "1", segment: 2, droppedBytes: 0, resumedAt: .sample)
        let second = MemorySink()
        var next = Journal(to: second, .continued(seam), after: killed)
        try next.write(.start(.sample()))
        var late = result("killed", .deleted)
        (late.calls.describe, late.calls.delete) = (1, 1)
        try next.write(.intent(intent(.delete, .completed, "killed")))
        try next.write(.result(late))
        let whole = try JournalHistory(text: first.text + second.text)
        #expect(whole.calls.stop == 1 && whole.calls.delete == 2 && whole.calls.describe == 2)
    }

    @Test("a loop that was missing where a guard refused the run is looked at again")
    func doubts() throws {
        let history = try history { journal in
            try journal.write(.result(.sample("missing", .alreadyGone)))
            try journal.write(.result(result("kept", .kept)))
            let stopReason = RunStopReason.guards([GuardBreach(key: "maxMissing", message: "too many")])
            try journal.write(.end(.sample([.alreadyGone: 1, .kept: 1], exitCode: .refused, stopReason: stopReason)))
        }
        #expect(history.flaws.isEmpty && history.outcomes[.alreadyGone] == 1)
        #expect(history.records.filter { !$0.record.isSettled }.map(\.name) == [.sample("missing")])
    }

    @Test("a loop that the run has stopped and then misses is still one that it has stopped, should that be doubted")
    func doubtedAfterStop() throws {
        let history = try history { journal in
            try journal.write(.intent(intent(.stop, .inProgress, "stopped")))
            var seen = result("stopped", .deferred)
            seen.stoppedByRun = true
            try journal.write(.result(seen))
            try journal.write(.result(.sample("stopped", .alreadyGone)))
            let stopReason = RunStopReason.guards([GuardBreach(key: "maxMissing", message: "too many")])
            try journal.write(.end(.sample([.alreadyGone: 1], exitCode: .refused, stopReason: stopReason)))
        }
        let record = try #require(history.records[.sample("stopped")])
        #expect(!record.isSettled && record.beginning?.wasStopped == true)
    }

    @Test("the account is the one that the run was told, else that of the first loop seen")
    func account() throws {
        #expect(try history { _ in }.account == "123456789012")
        var start = RunStart.sample(account: nil)
        start.manifestDigest = "abc"
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(start))
        #expect(try JournalHistory(text: sink.text).account == nil)
        try journal.write(.result(.sample("missing", .alreadyGone)))
        try journal.write(.result(result("seen", .kept)))
        let history = try JournalHistory(text: sink.text)
        #expect(history.account == AmazonResourceName(HumanLoop.sampleFlowDefinition)?.account)
        var place = start.calledPlace
        try history.check(name: start.name, digest: "abc", place: place)
        place.account = "999999999999"
        #expect(throws: JournalError.self) { try history.check(name: start.name, digest: "abc", place: place) }
    }

    @Test("a journal begins with the start of one run")
    func begins() throws {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.result(result("a", .kept)))
        #expect(throws: JournalError.self) { try JournalHistory(text: sink.text) }
        #expect(throws: JournalError.self) { try history { try $0.write(.start(.sample())) } }
    }

    @Test("a journal is gone on with only for the same manifest and place")
    func fits() throws {
        var start = RunStart.sample()
        start.manifestDigest = "abc"
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(start))
        let history = try JournalHistory(text: sink.text)
        let place = start.calledPlace
        try history.check(name: start.name, digest: "abc", place: place)
        let others = [
            ("other", "abc", place), (start.name, "abd", place),
            (
                start.name, "abc",
                CalledPlace(account: "999999999999", region: place.region, endpoint: place.endpoint)
            ),
            (start.name, "abc", CalledPlace(account: place.account, region: "eu-west-1", endpoint: place.endpoint)),
            (start.name, "abc", CalledPlace(account: place.account, region: place.region, endpoint: nil)),
        ]
        #expect(throws: JournalError.self) {
            try history.check(name: start.name, digest: "abc", plan: "def", place: place)
        }
        for (name, digest, place) in others {
            #expect(throws: JournalError.self) { try history.check(name: name, digest: digest, place: place) }
        }
    }
}
