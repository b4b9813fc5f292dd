import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// What is left to do of a run that is gone on with.
@Suite("ResumedWork")
struct ResumedWorkTests {
    /// A manifest of loops and rules.
    private static func manifest(_ names: [String], rules: [SelectionRule] = []) -> CleanupManifest {
        var manifest = CleanupManifest(
            name: "test",
            loops: LoopTable(names.enumerated().map { LoopEntry(name: .sample($1), line: $0 + 10) })
        )
        manifest.selections = rules
        manifest.settings = [LoopSettings(), LoopSettings(reason: "of the rule")]
        return manifest
    }

    /// A rule that begins at a line.
    private static func rule(line: Int = 50, duplicates: DuplicateRule? = nil) -> SelectionRule {
        SelectionRule(
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            statuses: [.inProgress],
            duplicates: duplicates,
            settings: 1,
            line: line
        )
    }

    /// How a loop ended that was described.
    private static func result(_ name: String, _ outcome: LoopOutcome, rule: Int? = nil) -> LoopResult {
        var result = LoopResult(name: .sample(name), outcome: outcome, manifestLine: 10, endedAt: .sample)
        result.rule = rule
        result.finalStatus = .stopping
        result.initialStatus = .inProgress
        result.creationTime = HumanLoop.sampleCreation
        result.flowDefinitionARN = HumanLoop.sampleFlowDefinition
        return result
    }

    /// Writes a journal and folds its lines.
    private static func history(_ write: (inout Journal) throws -> Void) throws -> JournalHistory {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        try write(&journal)
        return try JournalHistory(text: sink.text)
    }

    @Test("settled loops are left out, and the others are held against what was seen of them")
    func named() throws {
        let history = try Self.history { journal in
            try journal.write(.result(Self.result("a", .kept)))
            try journal.write(.result(Self.result("b", .deferred)))
            try journal.write(.result(.sample("c", .notAttempted)))
        }
        let work = ResumedWork(Self.manifest(["a", "b", "c", "d"]), preconditions: [], after: history)
        #expect(work.manifest.loops.map(\.name.rawValue) == ["b", "c", "d"])
        #expect(work.preconditions.map { $0?.trace?.loop?.status } == [.stopping, nil, nil])
        #expect(work.preconditions[0]?.creationTime == HumanLoop.sampleCreation)
        #expect(
            work.earlier.settled.isEmpty
                && !work.isNothing(after: JournalEnd(outcomes: OutcomeCounts(), endedAt: .sample))
        )
    }

    @Test("a plan that is followed still holds for what is left of it")
    func planned() throws {
        let history = try Self.history { try $0.write(.result(Self.result("b", .deferred))) }
        let reviews = ["a", "b"].map { _ in
            LoopPrecondition(status: .inProgress, creationTime: .sample, flowDefinitionARN: "f", isLeftAlone: true)
        }
        let work = ResumedWork(Self.manifest(["a", "b"]), preconditions: reviews, after: history)
        #expect(work.preconditions.map { $0?.isLeftAlone } == [true, true])
        #expect(work.preconditions[1]?.creationTime == .sample && work.preconditions[1]?.trace != nil)
    }

    @Test("a loop that a rule had found is gone on with, whatever the rule would say of it now")
    func found() throws {
        let intent = LoopIntent(
            operation: .stop,
            loop: .sample(.inProgress, name: "stopped"),
            manifestLine: 50,
            rule: 0,
            at: .sample
        )
        let history = try Self.history { journal in
            try journal.write(.intent(intent))
            try journal.write(.result(Self.result("kept", .kept, rule: 0)))
            try journal.write(.result(Self.result("waiting", .notAttempted, rule: 0)))
            try journal.write(.result(Self.result("stranger", .notAttempted, rule: 9)))
        }
        let work = ResumedWork(Self.manifest(["a"], rules: [Self.rule()]), preconditions: [], after: history)
        #expect(work.manifest.loops.map(\.name.rawValue) == ["a", "stopped", "waiting"])
        #expect(work.manifest.loops.map(\.rule) == [nil, 0, 0] && work.manifest.loops.map(\.settings) == [0, 1, 1])
        #expect(work.preconditions[1]?.statuses == [.inProgress, .stopping, .stopped])
        #expect(work.preconditions[2]?.statuses == [.inProgress])
        #expect(work.earlier.settled == [.sample("kept")])
    }

    @Test("a duplicate is gone on with as one of the loop that was kept, touched or not")
    func duplicates() throws {
        let history = try Self.history { journal in
            var stopped = Self.result("stopped", .deferred, rule: 0)
            stopped.stoppedByRun = true
            stopped.keptInstead = Self.keptInstead
            try journal.write(.result(stopped))
            var waiting = Self.result("waiting", .notAttempted, rule: 0)
            waiting.keptInstead = Self.keptInstead
            try journal.write(.result(waiting))
            try journal.write(.result(Self.result("without", .notAttempted, rule: 0)))
        }
        let rule = Self.rule(duplicates: DuplicateRule(pattern: "^(.)", keep: .completed))
        let work = ResumedWork(Self.manifest([], rules: [rule]), preconditions: [], after: history)
        #expect(work.manifest.loops.map(\.name.rawValue) == ["stopped", "waiting"])
        #expect(work.preconditions.allSatisfy { $0?.keepsAnswer == true && $0?.keptInstead == Self.keptInstead })
        #expect(work.earlier.kept == [Self.keptInstead.name])
        #expect(work.earlier.identities[.sample("without")]?.creationTime == HumanLoop.sampleCreation)
    }

    /// The loop that stays in the place of duplicates.
    private static let keptInstead = KeptDuplicate(name: .sample("first"), status: .completed, creationTime: .sample)

    @Test("what a plan that is followed says of duplicates still holds")
    func plannedDuplicates() throws {
        let history = try Self.history { journal in
            try journal.write(.result(Self.result("a", .deferred)))
            try journal.write(.result(Self.result("b", .refused)))
        }
        let reviews = [
            LoopPrecondition(
                status: .inProgress,
                creationTime: .sample,
                flowDefinitionARN: "f",
                keptInstead: Self.keptInstead
            ),
            LoopPrecondition(status: .inProgress, creationTime: .sample, flowDefinitionARN: "f", keeper: 2),
        ]
        let work = ResumedWork(Self.manifest(["a", "b"]), preconditions: reviews, after: history)
        #expect(work.preconditions.allSatisfy { $0?.trace != nil })
        #expect(work.preconditions[0]?.keptInstead == Self.keptInstead && work.preconditions[1]?.keeper == 2)
    }

    @Test("what earlier parts came to counts for the guards of the whole run")
    func census() throws {
        let history = try Self.history { journal in
            // Its worker was done before the stop: only the line tells that it may have been stopped.
            for (operation, status) in [(HumanLoopOperation.stop, HumanLoopStatus.inProgress), (.delete, .completed)] {
                let loop = HumanLoop.sample(status, name: "stopped")
                try journal.write(.intent(LoopIntent(operation: operation, loop: loop, manifestLine: 50, at: .sample)))
            }
            try journal.write(.result(Self.result("stopped", .deleted)))
            try journal.write(.result(Self.result("kept", .kept)))
            try journal.write(.result(.sample("missing", .alreadyGone)))
            try journal.write(.result(Self.result("vanished", .alreadyGone)))
            for name in ["open", "draining"] {
                let loop = HumanLoop.sample(.inProgress, name: name)
                try journal.write(.intent(LoopIntent(operation: .stop, loop: loop, manifestLine: 50, at: .sample)))
            }
            try journal.write(.result(Self.result("draining", .deferred)))
            try journal.write(.result(Self.result("refused", .refused)))
        }
        let earlier = ResumedWork(Self.manifest([]), preconditions: [], after: history).earlier
        let census = earlier.census
        #expect(census.looked == 4 && census.missing == 1 && census.stopped == 3 && census.stops == 0)
        #expect(earlier.stopped == [.sample("open"), .sample("draining")])
    }

    @Test("nothing is left only after an end that nothing brought about early")
    func nothing() throws {
        let history = try Self.history { try $0.write(.result(Self.result("a", .kept))) }
        let end = JournalEnd(outcomes: OutcomeCounts(), endedAt: .sample)
        let early = JournalEnd(outcomes: OutcomeCounts(), stopReasonCode: "ServiceUnreachable", endedAt: .sample)
        let named = ResumedWork(Self.manifest(["a"]), preconditions: [], after: history)
        #expect(named.isNothing(after: end) && !named.isNothing(after: early) && !named.isNothing(after: nil))
        let ruled = ResumedWork(Self.manifest(["a"], rules: [Self.rule()]), preconditions: [], after: history)
        #expect(ruled.isNothing(after: end) && !ruled.isNothing(after: early))
        // A loop that was found and is not settled is left to its rule.
        for outcome in [.failed, .refused] as [LoopOutcome] {
            let history = try Self.history { try $0.write(.result(.sample("b", outcome))) }
            let left = ResumedWork(Self.manifest([], rules: [Self.rule()]), preconditions: [], after: history)
            #expect(left.manifest.loops.isEmpty && !left.isNothing(after: end))
        }
    }

    @Test("the totals count the last result of each loop once, and a loop left behind is not forgotten")
    func totals() throws {
        let history = try Self.history { journal in
            for outcome in [.kept, .deferred, .failed] as [LoopOutcome] {
                var result = Self.result(outcome.rawValue, outcome)
                result.calls.describe = 2
                try journal.write(.result(result))
            }
        }
        let writer = MemorySink()
        let reports = RunReports([Journal(to: writer)], carried: CarriedResults(history), now: { .sample })
        try reports.write(.start(.sample()))
        try reports.record(.result(Self.result("deferred", .deleted)))
        #expect(reports.leftovers == [.sample("failed")])
        let total = try reports.end(.sample([.deleted: 1]))
        #expect(total.outcomes[.kept] == 1 && total.outcomes[.deleted] == 1 && total.outcomes[.failed] == 1)
        #expect(total.outcomes.total == 3 && total.loopCount == 3 && total.outcomes[.deferred] == 0)
        #expect(total.calls.describe == 3_006)
        #expect(total.exitCode == .failed)
    }
}
