import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Duplicates in whose place nothing stays any more: the loop that was to stay changes or vanishes.
@Suite("CleanupRun: what was to stay and does not")
struct CleanupRunLosingKeptDuplicateTests {
    /// What becomes of `a-1` once it was listed, and the code that its duplicates are refused with.
    static let changes: [(HumanLoop, ProblemCode)] = [
        (.sample(.inProgress, name: "a-1", created: HumanLoop.sampleCreation), .keptDuplicateGone),
        (.sample(.failed, name: "a-1", created: HumanLoop.sampleCreation + .seconds(1)), .keptDuplicateWithoutAnswer),
        (.sample(.deleting, name: "a-1", created: HumanLoop.sampleCreation + .seconds(1)), .keptDuplicateGone),
    ]

    @Test("what is no longer what was listed refuses its own duplicates before consent", arguments: changes)
    func changed(_ successor: HumanLoop, _ code: ProblemCode) {
        let time = VirtualTime()
        let fleet = InMemoryHumanLoops(CleanupRunKeptDuplicateTests.fleet(), time: time)
        let service = AlteredHumanLoops(fleet, replacingAfterListing: .init(successor))
        let run = TestRun.perform(CleanupRunKeptDuplicateTests.manifest(), on: service, time: time)
        let refused = run.results.filter { $0.outcome == .refused }
        #expect(refused.map(\.name.rawValue).sorted() == ["a-2", "a-3", "a-4"])
        #expect(
            refused.allSatisfy { $0.problem?.code == code.rawValue && $0.problem?.message.contains("'a-1'") ?? false }
        )
        #expect(refused.allSatisfy { $0.initialStatus == .inProgress && $0.calls.stop == 0 })
        #expect(run.plan.loops.count { $0.proposal == .end(.refused) } == 3)
        #expect(run.end.outcomes[.deleted] == 6)
        #expect(run.end.exitCode == .refused)
    }

    @Test("what vanishes while the operator thinks refuses its duplicates before the first stop")
    func vanishesBeforeConsent() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunKeptDuplicateTests.fleet(), time: time)
        let run = TestRun.perform(
            CleanupRunKeptDuplicateTests.manifest(),
            on: service,
            time: time,
            thinking: .seconds(600),
            event: (at: .seconds(300), happens: { service.remove(.sample("a-1")) })
        )
        #expect(run.plan.loops.allSatisfy { $0.proposal == .stop })
        #expect(run.end.outcomes[.refused] == 3 && run.end.outcomes[.deleted] == 6)
        #expect(!service.visits.contains { $0.operation == .stop && $0.name.rawValue.hasPrefix("a-") })
        #expect(service.visits.count { $0.name == .sample("a-1") } == 2)
    }

    /// Whether a rule of another document keeps `a-1` in the place of what this one names, and whether `a-1` is there.
    static let others: [(isToldOf: Bool, isThere: Bool, outcomes: [LoopOutcome: Int])] = [
        (true, true, [.deleted: 2]), (true, false, [.refused: 2]), (false, false, [.deleted: 2]),
    ]

    @Test("what another document's rule keeps in the place of named loops is looked at before each", arguments: others)
    func ofAnotherDocument(isToldOf: Bool, isThere: Bool, outcomes: [LoopOutcome: Int]) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunKeptDuplicateTests.fleet(["a"]), time: time)
        if !isThere { service.remove(.sample("a-1")) }
        let keptInstead = KeptDuplicate(
            name: .sample("a-1"),
            status: .inProgress,
            creationTime: HumanLoop.sampleCreation + .seconds(1)
        )
        var earlier = EarlierParts()
        for copy in [2, 3] {
            earlier.identities[.sample("a-\(copy)")] = LoopTrace(
                creationTime: HumanLoop.sampleCreation + .seconds(copy),
                flowDefinitionARN: HumanLoop.sampleFlowDefinition,
                keptInstead: isToldOf ? keptInstead : nil
            )
        }
        let run = TestRun.perform(.sample(["a-2", "a-3"]), on: service, time: time, earlier: earlier)
        for (outcome, count) in outcomes { #expect(run.end.outcomes[outcome] == count) }
        #expect(run.results.allSatisfy { ($0.keptInstead?.name == .sample("a-1")) == isToldOf })
    }

    @Test("many duplicates of what vanished while the operator thought are refused at once, with a report or without")
    func vanishesForMany() {
        let copies = (1...2_000).map { copy in
            InMemoryHumanLoops.Resident(
                .sample(.completed, name: "a-\(copy)", created: HumanLoop.sampleCreation + .seconds(copy))
            )
        }
        var manifest = CleanupManifest.sample(
            [],
            guards: CleanupGuards(maxLoops: 3_000),
            execution: ExecutionSettings(concurrency: 32, callsPerSecond: 20)
        )
        manifest.selections = [
            LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]+$", keep: .oldest) }
        ]
        let outcomes = [true, false].map { [manifest] isRecorded in
            let time = VirtualTime()
            let service = InMemoryHumanLoops(copies, time: time)
            return time.run {
                var run = CleanupRun(
                    manifest: manifest,
                    service: service,
                    clock: time,
                    startedAt: HumanLoop.sampleCreation + .seconds(3_600),
                    recorder: isRecorded ? MemoryRecorder() : nil,
                    generator: SeededGenerator(seed: 1)
                )
                _ = await run.survey()
                service.remove(.sample("a-1"))
                try? await time.sleep(for: .seconds(600))
                let end = await run.sweep()
                return end.outcomes[.refused]
            }
        }
        #expect(outcomes == [1_999, 1_999])
    }

    @Test("what vanishes while workers hold its duplicates refuses them before they are deleted")
    func vanishesDuringDrain() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(
            CleanupRunKeptDuplicateTests.fleet(["a", "b"], heldFor: .seconds(600)),
            time: time
        )
        let run = TestRun.perform(
            CleanupRunKeptDuplicateTests.manifest(),
            on: service,
            time: time,
            event: (at: .seconds(120), happens: { service.remove(.sample("a-1")) })
        )
        let refused = run.results.filter { $0.outcome == .refused }
        #expect(refused.map(\.name.rawValue).sorted() == ["a-2", "a-3", "a-4"])
        #expect(refused.allSatisfy { $0.stoppedByRun && $0.finalStatus == .stopped && $0.calls.delete == 0 })
        #expect(run.end.outcomes[.deleted] == 3)
    }

    /// Who has `a-2` removed besides the rule that keeps `a-1`: a person who names it, an earlier rule, or only one of both.
    static let removers: [(named: [String], statuses: [HumanLoopStatus], matching: String?)] = [
        (["a-2"], [], nil), ([], [], "2$"), (["a-2"], [.inProgress], nil), (["a-2"], [], "2$"),
    ]

    @Test("a duplicate goes only while its kept one is there, whoever has it removed", arguments: removers.indices)
    func removedByOthers(_ index: Int) throws {
        let (named, statuses, matching) = Self.removers[index]
        let time = VirtualTime()
        let residents = CleanupRunKeptDuplicateTests.fleet(["a"]).filter {
            ["a-1", "a-2"].contains($0.loop.name.rawValue)
        }
        let service = InMemoryHumanLoops(residents, time: time)
        var manifest = CleanupRunKeptDuplicateTests.manifest(named: named)
        manifest.selections[0].statuses = statuses
        if let matching { manifest.selections.insert(LoopSelectorTests.rule { $0.matching = matching }, at: 0) }
        let run = TestRun.perform(
            manifest,
            on: service,
            time: time,
            thinking: .seconds(600),
            event: (at: .seconds(300), happens: { service.remove(.sample("a-1")) })
        )
        let result = try #require(run.results.first { $0.name == .sample("a-2") })
        #expect(result.outcome == .refused && result.problem?.code == ProblemCode.keptDuplicateGone.rawValue)
        #expect(result.keptInstead?.name == .sample("a-1"))
        #expect(service.names == [.sample("a-2")])
    }

    /// Where `a-2` stands, which the rule is not about, and how the loop ends that is named and that the rule would keep.
    static let only: [(HumanLoopStatus, LoopOutcome)] = [
        (.failed, .refused), (.stopped, .refused), (.completed, .deleted), (.stopping, .refused),
    ]

    @Test("what a rule would keep goes by its name only while another copy can bring its answer", arguments: only)
    func keptWithoutNeed(_ status: HumanLoopStatus, _ outcome: LoopOutcome) {
        let time = VirtualTime()
        let residents = [
            HumanLoop.sample(.inProgress, name: "a-1", created: HumanLoop.sampleCreation),
            HumanLoop.sample(status, name: "a-2", created: HumanLoop.sampleCreation + .seconds(1)),
        ]
        let service = InMemoryHumanLoops(residents.map { .init($0) }, time: time)
        var manifest = CleanupRunKeptDuplicateTests.manifest(named: ["a-1"])
        manifest.selections[0].statuses = [.inProgress]
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.outcomes == ["a-1": outcome])
        #expect(service.names.contains(.sample("a-2")))
    }

    @Test("a named loop is the one that a list told of")
    func namesakeOfNamed() {
        let time = VirtualTime()
        let fleet = InMemoryHumanLoops(CleanupRunKeptDuplicateTests.fleet(["a"], status: .completed), time: time)
        let successor = HumanLoop.sample(.completed, name: "a-1", created: HumanLoop.sampleCreation + .seconds(99))
        let service = AlteredHumanLoops(fleet, replacingAfterListing: .init(successor))
        var manifest = CleanupRunKeptDuplicateTests.manifest(named: ["a-1"], keep: [])
        manifest.selections = [LoopSelectorTests.rule { $0.matching = "3$" }]
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.outcomes == ["a-1": .refused, "a-3": .deleted])
        #expect(run.results.contains { $0.problem?.code == ProblemCode.reborn.rawValue })
    }
}
