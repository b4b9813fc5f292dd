import CleanupEngine
import HumanLoops
import Synchronization
import TestSupport
import Testing

@testable import CleanupManifest

/// What may never happen, where two features of a run meet: time, lists without end, guards, and what earlier parts told.
@Suite("CleanupRun: what may never happen")
struct CleanupRunSafetyTests {
    /// When the runs of `TestRun` start, by the machine's clock.
    private static let startedAt = HumanLoop.sampleCreation + .seconds(3_600)

    /// How far the machine's clock is ahead of the service's, how old a loop is by the service's, and whether it is touched.
    static let clocks: [(Duration, Duration, Bool)] = [
        (.seconds(7_200), .seconds(60), false),
        (.seconds(7_200), .seconds(3_700), true),
        (.seconds(-7_200), .seconds(3_700), true),
        (.seconds(-7_200), .seconds(60), false),
    ]

    @Test("ages are counted by the service's time, whatever the machine's clock says", arguments: clocks)
    func ages(_ lead: Duration, _ age: Duration, _ isTouched: Bool) {
        for usesRule in [false, true] {
            let time = VirtualTime()
            let serviceStart = Self.startedAt - lead
            let loop = HumanLoop.sample(.completed, name: "x-1", created: serviceStart - age)
            let now: @Sendable () -> Timestamp = { serviceStart + time.now.offset }
            let service = AlteredHumanLoops(
                service: InMemoryHumanLoops([.init(loop)], time: time),
                describing: { HumanLoopAnswer($0.value, serviceTime: now()) },
                listing: { HumanLoopAnswer($1.value, serviceTime: now()) }
            )
            var manifest = CleanupManifest.sample(
                usesRule ? [] : ["x-1"],
                guards: CleanupGuards(maxLoops: 10, minAge: usesRule ? nil : .seconds(3_600))
            )
            if usesRule { manifest.selections = [LoopSelectorTests.rule { $0.olderThan = .seconds(3_600) }] }
            let run = TestRun.perform(manifest, on: service, time: time)
            #expect(run.end.outcomes[.deleted] == (isTouched ? 1 : 0))
            #expect(service.service.names.isEmpty == isTouched)
        }
    }

    @Test("maxFailures lets no more deletes out than it takes to pass it", arguments: [0, 2, 5])
    func failures(_ limit: Int) {
        let names = (1...60).map { "loop-\($0)" }
        let time = VirtualTime()
        let service = InMemoryHumanLoops(
            names.map { .init(.sample(.stopped, name: $0)) },
            time: time,
            faults: RefusedDeletes(names: Set(names.map { .sample($0) }))
        )
        let guards = CleanupGuards(maxFailures: .count(limit))
        let run = TestRun.perform(.sample(names, guards: guards), on: service, time: time)
        #expect(run.end.calls.delete == limit + 1)
        #expect(run.end.outcomes[.failed] == limit + 1 && run.end.outcomes[.notAttempted] == 59 - limit)
    }

    /// A manifest with one rule for all loops of the flow definition.
    private static func everything(maxLoops: Int) -> CleanupManifest {
        var manifest = CleanupManifest.sample([], guards: CleanupGuards(maxLoops: maxLoops))
        manifest.selections = [LoopSelectorTests.rule()]
        return manifest
    }

    /// A service of so many completed loops.
    private static func estate(_ count: Int, time: VirtualTime) -> InMemoryHumanLoops {
        InMemoryHumanLoops(
            (0..<count).map { index in
                let created = HumanLoop.sampleCreation + .seconds(index)
                return .init(.sample(.completed, name: "loop-\(index)", created: created))
            },
            time: time
        )
    }

    @Test("a list is not read further when maxLoops is passed for certain")
    func passedForCertain() {
        let time = VirtualTime()
        let run = TestRun.perform(Self.everything(maxLoops: 50), on: Self.estate(1_000, time: time), time: time)
        guard case .guards(let breaches) = run.end.stopReason else { return #expect(run.end.stopReason == nil) }
        #expect(breaches.map(\.key) == ["maxLoops"] && run.end.calls.list == 1)
    }

    @Test("a list that tells of the same loops with ever-new tokens has an end")
    func endless() {
        let time = VirtualTime()
        let counter = Mutex(0)
        let service = AlteredHumanLoops(
            service: Self.estate(5, time: time),
            listing: { _, answer in
                let number = counter.withLock { count in
                    count += 1
                    return count
                }
                return HumanLoopAnswer(HumanLoopPage(summaries: answer.value.summaries, nextToken: "token-\(number)"))
            }
        )
        let run = TestRun.perform(Self.everything(maxLoops: 50), on: service, time: time)
        guard case .selection(let fault) = run.end.stopReason else { return #expect(run.end.stopReason == nil) }
        #expect(fault.message.contains("has no end") && run.end.calls.list < 300)
    }

    @Test("rows that slip from one page to another while a list is read are found by another pass")
    func slippingRows() {
        let time = VirtualTime()
        let hidden: Set<HumanLoopName> = [.sample("loop-110"), .sample("loop-111")]
        let pages = Mutex(0)
        let service = AlteredHumanLoops(
            service: Self.estate(250, time: time),
            listing: { _, answer in
                let number = pages.withLock { count in
                    count += 1
                    return count
                }
                guard number <= 3 else { return answer }
                let rows = answer.value.summaries.filter { !hidden.contains($0.name) }
                return HumanLoopAnswer(HumanLoopPage(summaries: rows, nextToken: answer.value.nextToken))
            }
        )
        let run = TestRun.perform(Self.everything(maxLoops: 500), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 250 && service.service.names.isEmpty)
    }

    @Test("what earlier parts or other documents keep is not touched, named or found", arguments: [true, false])
    func kept(_ isNamed: Bool) {
        let time = VirtualTime()
        let service = Self.estate(3, time: time)
        var earlier = EarlierParts()
        earlier.kept = [.sample("loop-1")]
        let manifest = isNamed ? .sample(["loop-0", "loop-1", "loop-2"]) : Self.everything(maxLoops: 5)
        let run = TestRun.perform(manifest, on: service, time: time, earlier: earlier)
        #expect(service.names == earlier.kept)
        #expect(run.outcomes == ["loop-0": .deleted, "loop-1": .refused, "loop-2": .deleted])
    }

    @Test("a rule that finds a namesake of a loop that an earlier part was told of has it refused")
    func namesake() {
        let time = VirtualTime()
        let service = Self.estate(2, time: time)
        var earlier = EarlierParts()
        earlier.identities[.sample("loop-1")] = LoopTrace(
            loop: nil,
            initialStatus: nil,
            creationTime: HumanLoop.sampleCreation - .seconds(60),
            flowDefinitionARN: HumanLoop.sampleFlowDefinition
        )
        let run = TestRun.perform(Self.everything(maxLoops: 5), on: service, time: time, earlier: earlier)
        #expect(service.names == [.sample("loop-1")])
        let result = run.results.first { $0.name == .sample("loop-1") }
        #expect(result?.outcome == .refused && result?.problem?.code == ProblemCode.reborn.rawValue)
        #expect(result?.creationTime == HumanLoop.sampleCreation - .seconds(60))
    }

    @Test("a loop whose duplicate names it in the manifest is looked at together with that, and never touched")
    func keptInstead() {
        let time = VirtualTime()
        let service = Self.estate(3, time: time)
        let kept = KeptDuplicate(name: .sample("loop-0"), status: .completed, creationTime: HumanLoop.sampleCreation)
        let settings = LoopSettings(keptInstead: kept)
        let run = TestRun.perform(.sample(["loop-1", "loop-2"], settings: settings), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 2 && service.names == [.sample("loop-0")])
        #expect(run.intents.allSatisfy { $0.keptInstead == kept })
        service.remove(.sample("loop-0"))
        let again = InMemoryHumanLoops([.init(.sample(.completed, name: "loop-1"))], time: time)
        let refused = TestRun.perform(.sample(["loop-1"], settings: settings), on: again, time: time)
        #expect(refused.outcomes == ["loop-1": .refused] && again.names == [.sample("loop-1")])
    }
}
