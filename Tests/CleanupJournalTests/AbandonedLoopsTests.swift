import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// What a new run takes over from earlier runs of its manifest, and what a report claims to be gone.
@Suite("loops that earlier runs have left")
struct AbandonedLoopsTests {
    /// A manifest that names `a` in a status and `b` in any, with a rule about others.
    private static var manifest: CleanupManifest {
        CleanupManifest(
            name: "test",
            settings: [LoopSettings(), LoopSettings(statuses: [.inProgress])],
            loops: [LoopEntry(name: .sample("a"), settings: 1), LoopEntry(name: .sample("b"))],
            selections: [SelectionRule(flowDefinitionARN: HumanLoop.sampleFlowDefinition, statuses: [.inProgress])]
        )
    }

    /// How a loop ended.
    private static func result(
        _ name: String,
        _ outcome: LoopOutcome,
        rule: Int? = nil,
        stopped: Bool = false,
        code: String? = nil
    ) -> LoopResult {
        var result = LoopResult.sample(name, outcome)
        (result.creationTime, result.flowDefinitionARN) = (HumanLoop.sampleCreation, HumanLoop.sampleFlowDefinition)
        (result.initialStatus, result.finalStatus) = (.inProgress, .stopping)
        (result.rule, result.stoppedByRun) = (rule, stopped)
        result.problem = code.map { LoopProblem(code: $0, message: "") }
        return result
    }

    /// Reads the journal of a run.
    private static func history(_ results: [LoopResult], end: RunEnd? = nil) throws -> JournalHistory {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        for result in results {
            if result.outcome == .deleted {
                let loop = HumanLoop.sample(.completed, name: result.name.rawValue)
                let intent = LoopIntent(operation: .delete, loop: loop, manifestLine: 1, rule: result.rule, at: .sample)
                try journal.write(.intent(intent))
            }
            try journal.write(.result(result))
        }
        if let end { try journal.write(.end(end)) }
        return try JournalHistory(text: sink.text)
    }

    /// The results of earlier runs, the newest run first, and the loops that a new run takes over.
    static let stories: [(runs: [[LoopResult]], taken: [String])] = [
        ([[result("x", .deferred, rule: 0, stopped: true)]], ["x"]),
        ([[result("x", .deferred, rule: 0)]], []),
        ([[result("x", .failed, rule: 0, stopped: true)], [result("x", .deferred, rule: 0, stopped: true)]], ["x"]),
        ([[result("x", .deleted, rule: 0)], [result("x", .deferred, rule: 0, stopped: true)]], []),
        ([[result("x", .alreadyGone, rule: 0)], [result("x", .deferred, rule: 0, stopped: true)]], []),
        (
            [
                [result("x", .refused, rule: 0, stopped: true, code: "Reborn")],
                [result("x", .deferred, rule: 0, stopped: true)],
            ], []
        ),
        ([[result("a", .deferred, stopped: true), result("b", .deferred, stopped: true)]], ["a"]),
        // A journal that names a loop of no rule is not believed.
        ([[result("x", .deferred, rule: 0, stopped: true), result("y", .deferred, rule: 7, stopped: true)]], []),
    ]

    /// What a run of the manifest, or of the one with the statuses of its rule changed, takes over.
    private static func takenOver(
        _ runs: [(results: [LoopResult], isOfManifest: Bool)],
        resumed: [LoopResult]? = nil,
        statuses: [HumanLoopStatus] = [.inProgress]
    ) throws -> (names: [String], work: ResumedWork) {
        var manifest = manifest
        manifest.selections[0].statuses = statuses
        var (loops, work) = (AbandonedLoops(), ResumedWork(manifest))
        if let resumed {
            let history = try history(resumed)
            loops.pass(over: history)
            work = ResumedWork(manifest, preconditions: [], after: history)
        }
        for run in runs { _ = loops.add(try history(run.results), of: run.isOfManifest ? manifest : nil) }
        let before = touched(work)
        let count = try loops.takeOver(into: &work, isPlanned: false, at: HumanLoop.sampleCreation + .seconds(3_600))
        let touched = touched(work).filter { !before.contains($0) }
        #expect(touched.count == count && work.manifest.loops.count == work.preconditions.count)
        return (touched, work)
    }

    /// The loops that an earlier part of a run, or an earlier run, has touched.
    private static func touched(_ work: ResumedWork) -> [String] {
        zip(work.manifest.loops, work.preconditions).filter { $1?.trace?.wasTouched ?? false }.map(\.0.name.rawValue)
    }

    @Test("a new run takes over what the newest journal says was stopped and is left", arguments: stories.indices)
    func takesOver(_ index: Int) throws {
        let (runs, taken) = Self.stories[index]
        let (names, work) = try Self.takenOver(runs.map { ($0, true) })
        #expect(names == taken)
        let touched = work.preconditions.filter { $0?.trace?.wasTouched ?? false }
        #expect(touched.allSatisfy { $0?.statuses.isEmpty ?? false })
    }

    @Test(
        "a loop is not taken over where the manifest expects another one of its name",
        arguments: [
            (LoopExpectation(), true), (LoopExpectation(createdAfter: HumanLoop.sampleCreation), true),
            (LoopExpectation(createdAfter: HumanLoop.sampleCreation + .milliseconds(1)), false),
            (LoopExpectation(createdBefore: HumanLoop.sampleCreation + .milliseconds(1)), true),
            (LoopExpectation(createdBefore: HumanLoop.sampleCreation), false),
        ]
    )
    func expectsAnother(_ expectation: LoopExpectation, _ isTaken: Bool) throws {
        var manifest = Self.manifest
        manifest.settings[1].expectation = expectation
        var (loops, work) = (AbandonedLoops(), ResumedWork(manifest))
        _ = loops.add(try Self.history([Self.result("a", .deferred, stopped: true)]), of: nil)
        let count = try loops.takeOver(into: &work, isPlanned: false, at: HumanLoop.sampleCreation + .seconds(3_600))
        #expect(count == (isTaken ? 1 : 0))
        #expect(Self.touched(work) == (isTaken ? ["a"] : []))
    }

    /// Journals of other manifests of the name, such as follow-ups, the newest first and each with whether it is of the manifest;
    /// the statuses that its rule asks for; and what is taken over.
    static let others: [(runs: [([LoopResult], Bool)], statuses: [HumanLoopStatus], taken: [String])] = [
        (
            [([result("x", .deleted)], false), ([result("x", .deferred, rule: 0, stopped: true)], true)], [.inProgress],
            []
        ),
        (
            [([result("x", .alreadyGone)], false), ([result("x", .deferred, rule: 0, stopped: true)], true)],
            [.inProgress], []
        ),
        (
            [([result("x", .failed)], false), ([result("x", .deferred, rule: 0, stopped: true)], true)], [.inProgress],
            ["x"]
        ),
        ([([result("x", .deferred, stopped: true)], false)], [.inProgress], ["x"]),
        ([([result("x", .deferred, stopped: true)], false)], [.failed], []),
        ([([result("x", .deferred, rule: 0, stopped: true)], true)], [], []),
        ([([result("x", .deferred, rule: 7, stopped: true)], false)], [.inProgress], ["x"]),
    ]

    @Test(
        "what other manifests of the name have stopped is taken over as the rules would have found it",
        arguments: others.indices
    )
    func takesOverFromOthers(_ index: Int) throws {
        let (runs, statuses, taken) = Self.others[index]
        #expect(try Self.takenOver(runs.map { ($0.0, $0.1) }, statuses: statuses).names == taken)
    }

    /// What the journal says that a run goes on with, and what it takes over of an earlier run that stopped `x` and `a`.
    static let goingOn: [(resumed: [LoopResult], taken: [String])] = [
        ([], ["a", "x"]), ([result("x", .deleted, rule: 0)], ["a"]), ([result("x", .kept, rule: 0)], ["a"]),
        ([result("x", .notAttempted, rule: 0, stopped: true)], ["a"]),
    ]

    @Test("a run that goes on takes over what it has not told of itself", arguments: goingOn.indices)
    func takesOverWhenResumed(_ index: Int) throws {
        let (resumed, taken) = Self.goingOn[index]
        let stopped = [Self.result("x", .deferred, rule: 0, stopped: true), Self.result("a", .deferred, stopped: true)]
        #expect(try Self.takenOver([(stopped, true)], resumed: resumed).names.sorted() == taken)
    }

    @Test("a delete that only an earlier run has written down is not the new run's own")
    func foreignDelete() throws {
        var left = Self.result("x", .failed, rule: 0, stopped: true)
        left.unansweredOperation = .delete
        let (names, work) = try Self.takenOver([([left], true)])
        #expect(names == ["x"])
        #expect(work.preconditions.compactMap { $0?.trace }.allSatisfy { $0.openCall == nil && $0.wasStopped })
    }

    @Test("a journal that contradicts itself is told apart")
    func damaged() throws {
        var loops = AbandonedLoops()
        let good = try Self.history([Self.result("x", .deferred, rule: 0, stopped: true)])
        let bad = try Self.history([Self.result("y", .deferred, rule: 7, stopped: true)])
        let isBelieved = [good, bad].map { loops.add($0, of: Self.manifest) }
        #expect(isBelieved == [true, false])
    }

    /// How a loop ended, and whether a look at the report must find it gone.
    static let claims: [(LoopResult, isClaimed: Bool)] = [
        (result("x", .deleted), true), (result("x", .alreadyGone), true), (result("x", .deferred), true),
        (result("x", .failed), true), (result("x", .notAttempted), true), (result("x", .refused), true),
        (result("x", .refused, code: "Protected"), true), (result("x", .kept), false),
        (result("x", .refused, code: "StaysForDuplicates"), false), (result("x", .refused, code: "Reborn"), true),
    ]

    @Test("a report claims every loop of its run, but for what is kept", arguments: claims.indices)
    func claimsEach(_ index: Int) throws {
        let (result, isClaimed) = Self.claims[index]
        var duplicate = Self.result("y", .deleted)
        duplicate.keptInstead = KeptDuplicate(name: .sample("z"), status: .completed, creationTime: .sample)
        let history = try Self.history([result, duplicate, Self.result("z", .notAttempted)])
        #expect(history.claims.map(\.name.rawValue) == (isClaimed ? ["x", "y"] : ["y"]))
        guard isClaimed, let claim = history.claims.first else { return }
        let isOfAnother = claim == .ofAnother(.sample("x"))
        #expect(isOfAnother == (result.problem?.code == "Reborn"))
        #expect(isOfAnother || claim.identity.createdAfter == HumanLoop.sampleCreation)
    }
}
