import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Runs whose loops are duplicates, in whose place another loop stays.
@Suite("CleanupRun: what stays in the place of duplicates")
struct CleanupRunKeptDuplicateTests {
    /// Documents that were sent four times each, the first of which stays: `a-1` stays for `a-2`, `a-3` and `a-4`.
    static func fleet(
        _ documents: [String] = ["a", "b", "c"],
        status: HumanLoopStatus = .inProgress,
        heldFor: Duration? = nil
    ) -> [InMemoryHumanLoops.Resident] {
        documents.enumerated().flatMap { place, document in
            (1...4).map { copy in
                let created = HumanLoop.sampleCreation + .seconds(place * 10 + copy)
                return .init(.sample(status, name: "\(document)-\(copy)", created: created), heldFor: heldFor)
            }
        }
    }

    /// A manifest with a rule about them.
    static func manifest(
        named: [String] = [],
        keep: [DuplicateRule.Keep] = [.oldest],
        concurrency: Int = 32
    ) -> CleanupManifest {
        var manifest = CleanupManifest.sample(
            named,
            guards: CleanupGuards(maxLoops: 100),
            execution: ExecutionSettings(concurrency: concurrency)
        )
        manifest.selections = keep.map { keep in
            LoopSelectorTests.rule { $0.duplicates = DuplicateRule(pattern: "^(.+)-[0-9]$", keep: keep) }
        }
        return manifest
    }

    /// The loops that stay.
    private static let keptDuplicates: Set<HumanLoopName> = [.sample("a-1"), .sample("b-1"), .sample("c-1")]

    @Test(
        "each is looked at together with each of its duplicates, before each stop and delete, and is never touched",
        arguments: [1, 4, 32]
    )
    func looksOnce(_ concurrency: Int) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(Self.manifest(concurrency: concurrency), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 9 && run.end.outcomes.total == 9)
        #expect(service.names == Self.keptDuplicates)
        let looks = service.visits.filter { Self.keptDuplicates.contains($0.name) }
        #expect(looks.allSatisfy { $0.operation == .describe })
        for (index, visit) in service.visits.enumerated() where visit.operation != .describe {
            let before = service.visits[..<index]
            let keptDuplicates = before.last { $0.name.rawValue == "\(visit.name.rawValue.prefix(2))1" }
            let own = before.last { $0.name == visit.name }
            #expect(
                own.flatMap { own in keptDuplicates.map { $0.at >= own.at && visit.at - $0.at <= .seconds(15) } }
                    ?? false
            )
        }
        #expect(run.plan.loops.allSatisfy { $0.keptInstead?.name.rawValue == "\($0.name.rawValue.prefix(2))1" })
        #expect(run.end.calls.describe == service.visits.count { $0.operation == .describe })
    }

    @Test("who names a loop that stays is refused it, and its duplicates go")
    func named() throws {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(Self.manifest(named: ["a-1", "b-2"]), on: service, time: time)
        let result = try #require(run.results.first { $0.name == .sample("a-1") })
        #expect(result.outcome == .refused && result.problem?.code == ProblemCode.keptForDuplicates.rawValue)
        #expect(result.problem?.message == "rule 1 keeps it, in the place of duplicates that are removed")
        #expect(run.end.outcomes[.deleted] == 9)
        #expect(service.names == Self.keptDuplicates)
    }

    @Test("of what one rule keeps and another removes, nothing is removed")
    func contradiction() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(Self.manifest(keep: [.oldest, .newest]), on: service, time: time)
        #expect(Set(run.results.filter { $0.outcome == .refused }.map { "\($0.name)".suffix(1) }) == ["1", "4"])
        #expect(run.end.outcomes[.refused] == 6 && run.end.outcomes[.deleted] == 6)
        #expect(service.names.count == 6)
    }

    /// Trouble with every look at `a-1`, and what the run comes to.
    static let troubles: [(HumanLoopServiceError.Kind, ExitCode)] = [
        (.accessDenied, .failed), (.invalid, .failed), (.server, .failed), (.unreadable, .failed),
    ]

    @Test("what cannot be looked at fails all of its duplicates, and none is touched", arguments: troubles)
    func lookFails(_ kind: HumanLoopServiceError.Kind, _ exitCode: ExitCode) {
        let time = VirtualTime()
        let faults = FailingLooks(name: .sample("a-1"), kind: kind)
        let service = InMemoryHumanLoops(Self.fleet(), time: time, faults: faults)
        let run = TestRun.perform(Self.manifest(), on: service, time: time)
        let failed = run.results.filter { $0.outcome == .failed }
        #expect(failed.map(\.name.rawValue).sorted() == ["a-2", "a-3", "a-4"])
        let message = "'a-1', which stays in its place, could not be looked at: no"
        #expect(failed.allSatisfy { $0.problem == LoopProblem(code: "Trouble", message: message) })
        #expect(run.end.outcomes[.deleted] == 6 && run.end.exitCode == exitCode)
    }

    @Test(
        "a look that is throttled or lost is made again",
        arguments: [(.throttled, 9), (.server, 4)] as [(HumanLoopServiceError.Kind, Int)]
    )
    func looksAgain(_ kind: HumanLoopServiceError.Kind, _ count: Int) {
        let time = VirtualTime()
        let faults = FailingLooks(name: .sample("a-1"), kind: kind, count: count)
        let service = InMemoryHumanLoops(Self.fleet(), time: time, faults: faults)
        let run = TestRun.perform(Self.manifest(), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 9)
        #expect(run.end.calls.retried == count)
        #expect(run.results.reduce(0) { $0 + $1.calls.describe } == run.end.calls.describe)
    }

    @Test(
        "with consent given before the first look, duplicates that are refused count as looked at",
        arguments: [5, 6]
    )
    func carriesOut(_ maxStops: Int) {
        let time = VirtualTime()
        let resident = InMemoryHumanLoops.Resident(CleanupRunLosingKeptDuplicateTests.changes[1].0)
        let service = AlteredHumanLoops(
            InMemoryHumanLoops(Self.fleet(), time: time),
            replacingAfterListing: resident
        )
        var manifest = Self.manifest()
        manifest.guards.maxStops = maxStops
        let recorder = MemoryRecorder()
        let end = time.run { [manifest] in
            var run = CleanupRun(
                manifest: manifest,
                hasConsent: true,
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation + .seconds(3_600),
                recorder: recorder,
                generator: SeededGenerator(seed: 1)
            )
            return await run.carryOut()
        }
        #expect(recorder.results.count == 9 && end.outcomes[.refused] == 3)
        #expect(end.outcomes[maxStops < 6 ? .notAttempted : .deleted] == 6)
        #expect(end.exitCode == (maxStops < 6 ? .guardsRefused : .refused))
    }

    @Test(
        "what an earlier part of the run has stopped goes only while its loop stays, and stays for no other",
        arguments: [0, nil]
    )
    func goesOn(_ rule: Int?) {
        let time = VirtualTime()
        var fleet = Self.fleet(["a"])
        fleet[1].loop.status = .stopped
        let service = InMemoryHumanLoops(Array(fleet.dropFirst()), time: time)
        var manifest = Self.manifest()
        manifest.loops = [LoopEntry(name: .sample("a-2"), line: 34, rule: rule)]
        let gone = KeptDuplicate(
            name: .sample("a-1"),
            status: .inProgress,
            creationTime: HumanLoop.sampleCreation + .seconds(1)
        )
        let review = LoopPrecondition(
            status: .stopped,
            creationTime: fleet[1].loop.creationTime,
            flowDefinitionARN: HumanLoop.sampleFlowDefinition,
            keptInstead: rule == nil ? nil : gone,
            trace: LoopTrace(loop: fleet[1].loop, initialStatus: .inProgress, wasStopped: true, openCall: nil)
        )
        let recorder = MemoryRecorder()
        _ = time.run { [manifest] in
            var run = CleanupRun(
                manifest: manifest,
                preconditions: [review],
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation + .seconds(3_600),
                recorder: recorder,
                generator: SeededGenerator(seed: 1)
            )
            _ = await run.survey()
            return await run.sweep()
        }
        let outcomes = Dictionary(uniqueKeysWithValues: recorder.results.map { ($0.name.rawValue, $0.outcome) })
        #expect(outcomes == ["a-2": rule == nil ? .deleted : .refused, "a-4": .deleted])
        #expect(service.names == (rule == nil ? [.sample("a-3")] : [.sample("a-2"), .sample("a-3")]))
    }

    @Test("a signal while one is looked at ends every loop", arguments: [200, 100, 61, 45])
    func signal(_ milliseconds: Int) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(
            Self.manifest(concurrency: 2),
            on: service,
            time: time,
            signal: (.interrupt, at: .milliseconds(milliseconds))
        )
        #expect(run.results.count == run.plan.loops.count)
        #expect(run.end.outcomes.total == run.plan.loops.count)
        #expect(run.end.exitCode == .interrupted)
        #expect(Self.keptDuplicates.isSubset(of: service.names))
    }

    @Test(
        "no seed touches a loop that stays, or a duplicate while that one was not seen",
        arguments: 0..<300 as Range<UInt64>
    )
    func promises(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let time = VirtualTime()
        let faults = SeededFaults(seed: seed &+ 1, percent: Int.random(in: 0...30, using: &generator))
        let held = Duration.seconds(Int.random(in: 0...200, using: &generator))
        let service = InMemoryHumanLoops(Self.fleet(heldFor: held), time: time, faults: faults)
        let run = TestRun.perform(
            Self.manifest(concurrency: Int.random(in: 1...8, using: &generator)),
            on: service,
            time: time,
            seed: seed,
            thinking: .seconds(Int.random(in: 0...120, using: &generator)),
            event: (
                at: .seconds(Int.random(in: 0...300, using: &generator)), happens: { service.remove(.sample("b-1")) }
            )
        )
        #expect(run.results.count == run.plan.loops.count)
        let keptDuplicates = Dictionary(uniqueKeysWithValues: run.plan.loops.map { ($0.name, $0.keptInstead?.name) })
        #expect(keptDuplicates.values.allSatisfy { $0.map { keptDuplicates[$0] == nil } ?? false })
        for (index, visit) in service.visits.enumerated() where visit.operation != .describe {
            let keptInstead = keptDuplicates[visit.name] ?? nil
            let look = service.visits[..<index].last { $0.name == keptInstead && $0.before != nil }
            // Half of the latency passes before the call is carried out, and half of it after the look was.
            #expect(look.map { visit.at - $0.at <= .seconds(15) + .milliseconds(40) } ?? false)
        }
    }
}
