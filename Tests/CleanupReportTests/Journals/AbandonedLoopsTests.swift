import CleanupEngine
import CleanupManifest
import HumanLoops
import TestSupport
import Testing

@testable import CleanupReport

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
        try journal.begin(.sample())
        for result in results {
            if result.outcome == .deleted {
                let loop = HumanLoop.sample(.completed, name: result.name.rawValue)
                let intent = LoopIntent(operation: .delete, loop: loop, manifestLine: 1, rule: result.rule, at: .sample)
                try journal.intend(intent)
            }
            try journal.record(result)
        }
        if let end { try journal.end(end) }
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

    @Test("a new run takes over what the newest journal says was stopped and is left", arguments: stories.indices)
    func takesOver(_ index: Int) throws {
        let (runs, taken) = Self.stories[index]
        var loops = AbandonedLoops()
        for run in runs { loops.add(try Self.history(run), of: Self.manifest) }
        let found = loops.takenOver(by: Self.manifest)
        #expect(found?.count ?? 0 == taken.count)
        guard let work = found?.work else { return }
        let touched = zip(work.manifest.loops, work.reviewed).filter { $1?.trace?.wasTouched ?? false }
        #expect(touched.map(\.0.name.rawValue) == taken)
        #expect(touched.allSatisfy { $0.1?.statuses.isEmpty ?? false })
        #expect(work.manifest.loops.count == work.reviewed.count)
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
        duplicate.stays = StayingLoop(name: .sample("z"), status: .completed, creationTime: .sample)
        let history = try Self.history([result, duplicate, Self.result("z", .notAttempted)])
        #expect(history.claims.map(\.name.rawValue) == (isClaimed ? ["x", "y"] : ["y"]))
        guard isClaimed, let claim = history.claims.first else { return }
        let isOfAnother = claim == .ofAnother(.sample("x"))
        #expect(isOfAnother == (result.problem?.code == "Reborn"))
        #expect(isOfAnother || claim.identity.createdAfter == HumanLoop.sampleCreation)
    }
}
