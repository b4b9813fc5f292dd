@testable import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// What rules take in when earlier parts of the run, or other rules, were told of loops before.
@Suite("CleanupRun: select, after other lists")
struct CleanupRunResumedSelectionTests {
    @Test(
        "what was created after the run began to list is left to a later run, whatever rule finds it",
        arguments: [
            (LoopSelectorTests.rule(), ["old-1": LoopOutcome.deleted, "old-2": .deleted], 2),
            (LoopSelectorTests.rule { $0.olderThan = .seconds(60) }, ["old-1": .deleted, "old-2": .deleted], 2),
            (LoopSelectorTests.rule { $0.matching = "^old-" }, ["old-1": .deleted, "old-2": .deleted], 0),
            (
                LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "^([a-z]+)-", keep: .oldest) },
                ["old-2": .deleted], 1
            ),
            // The kept one may be there since a moment ago: it is not touched.
            (
                LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "-([0-9])$", keep: .newest) },
                ["old-1": .deleted, "old-2": .deleted], 0
            ),
        ]
    )
    func createdLater(_ rule: SelectionRule, _ outcomes: [String: LoopOutcome], _ later: Int) {
        let time = VirtualTime()
        let began = HumanLoop.sampleCreation + .seconds(100) + LoopSelector.listLag
        let service = InMemoryHumanLoops(
            [("old-1", 0), ("old-2", 100), ("new-1", 101), ("new-2", 200)].map { name, second in
                .init(.sample(.failed, name: name, created: HumanLoop.sampleCreation + .seconds(second)))
            },
            time: time
        )
        var earlier = EarlierParts()
        earlier.listedSince = began
        let recorder = MemoryRecorder()
        let run = TestRun.perform(
            CleanupRunSelectionTests.manifest([rule]),
            on: service,
            time: time,
            recorder: recorder,
            earlier: earlier
        )
        #expect(run.outcomes == outcomes)
        #expect(run.plan.findings.map(\.later) == [later])
        #expect(run.end.leavesLaterLoops == (later > 0))
        #expect(run.end.exitCode == (later > 0 ? .deferred : .success))
        #expect(recorder.listings.isEmpty)
    }

    @Test(
        "a clock that is ahead does not move the moment, and a run that its guards refuse tells none",
        arguments: [9, 1]
    )
    func noLaterThanTrue(_ maxLoops: Int) {
        let time = VirtualTime()
        let ahead = AlteredHumanLoops(
            service: InMemoryHumanLoops(CleanupRunSelectionTests.fleet(3), time: time),
            listing: { _, page in
                var page = page
                page.serviceTime = HumanLoop.sampleCreation + .seconds(36_000)
                return page
            }
        )
        let recorder = MemoryRecorder()
        let manifest = CleanupRunSelectionTests.manifest([LoopSelectorTests.rule()], maxLoops: maxLoops)
        _ = TestRun.perform(manifest, on: ahead, time: time, recorder: recorder)
        #expect(recorder.listings.count == (maxLoops == 9 ? 1 : 0))
        #expect(recorder.listings.allSatisfy { $0 <= HumanLoop.sampleCreation + .seconds(3_600) })
    }

    @Test("what the run is done with and what is protected is not left to a later run")
    func notLater() {
        let time = VirtualTime()
        let young = HumanLoop.sampleCreation + .seconds(200)
        let service = InMemoryHumanLoops(
            ["done", "golden"].map { .init(.sample(.failed, name: $0, created: young)) },
            time: time
        )
        var manifest = CleanupRunSelectionTests.manifest([LoopSelectorTests.rule()])
        manifest.guards.protect.names = [NamePattern(text: "golden")]
        var earlier = EarlierParts()
        (earlier.listedSince, earlier.settled) = (HumanLoop.sampleCreation, [.sample("done")])
        let run = TestRun.perform(manifest, on: service, time: time, earlier: earlier)
        #expect(run.results.isEmpty && run.plan.findings.map(\.later) == [0])
        #expect(run.end.exitCode == .success)
    }

    @Test("a name that another rule's list told to be another loop is refused")
    func reappearsInAnotherFlow() {
        let time = VirtualTime()
        let fleet = InMemoryHumanLoops([.init(.sample(.completed, name: "x"))], time: time)
        let created = HumanLoop.sampleCreation + .seconds(1)
        let other = HumanLoop.sample(.completed, name: "x", created: created, flowDefinition: "arn:aws:other")
        let service = AlteredHumanLoops(fleet, replacingAfterListing: .init(other))
        let rules = [
            LoopSelectorTests.rule { $0.statuses = [.failed] },
            SelectionRule(flowDefinitionARN: "arn:aws:other", line: 35, column: 5),
        ]
        let run = TestRun.perform(CleanupRunSelectionTests.manifest(rules), on: service, time: time)
        #expect(run.results.map(\.outcome) == [.refused])
        #expect(run.results.first?.problem?.code == ProblemCode.reborn.rawValue)
        #expect(fleet.visits.allSatisfy { $0.operation != .delete })
    }

    @Test("the moment from which rules are followed is written down as soon as the first list is answered")
    func listedSince() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunSelectionTests.fleet(3), time: time)
        let recorder = MemoryRecorder()
        let run = TestRun.perform(
            CleanupRunSelectionTests.manifest([LoopSelectorTests.rule(), LoopSelectorTests.rule()]),
            on: service,
            time: time,
            recorder: recorder
        )
        #expect(run.end.exitCode == .success)
        #expect(recorder.listings.count == 1)
        #expect(recorder.listings.allSatisfy { $0 <= HumanLoop.sampleCreation + .seconds(3_600) })
    }
}
