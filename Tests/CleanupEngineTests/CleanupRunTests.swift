import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Whole runs in virtual time: outcomes, exit codes, guards, deadlines, signals.
@Suite("CleanupRun")
struct CleanupRunTests {
    /// Loops in every status, and one that is not there.
    static func fleet() -> [InMemoryHumanLoops.Resident] {
        [
            .init(.sample(.inProgress, name: "quick")),
            .init(.sample(.inProgress, name: "held"), heldFor: .seconds(90), endsAs: .completed),
            .init(.sample(.completed, name: "done")),
            .init(.sample(.failed, name: "broken")),
            .init(.sample(.stopped, name: "halted")),
        ]
    }

    /// The names of the fleet and one more.
    static let names = ["quick", "held", "done", "broken", "halted", "missing"]

    @Test("every loop of the manifest ends, and the books close")
    func cleansUp() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet() + [.init(.sample(.stopped, name: "bystander"))], time: time)
        let run = TestRun.perform(.sample(Self.names), on: service, time: time)
        #expect(
            run.outcomes == [
                "quick": .deleted, "held": .deleted, "done": .deleted, "broken": .deleted, "halted": .deleted,
                "missing": .alreadyGone,
            ]
        )
        #expect(run.end.exitCode == .success)
        #expect(run.end.outcomes.total == Self.names.count)
        #expect(service.names == [.sample("bystander")])
        #expect(run.plan.loops.map(\.proposal) == [.stop, .stop, .delete, .delete, .delete, .end(.alreadyGone)])
    }

    /// What ends a run, and whether its loops could be stopped and deleted before that.
    static let beginnings: [(CleanupGuards, Bool, (StopSignal, at: Duration)?, Bool)] = [
        (CleanupGuards(), true, nil, true),
        (CleanupGuards(), true, (.interrupt, at: .seconds(30)), true),
        (CleanupGuards(), true, (.interrupt, at: .zero), false),
        (CleanupGuards(), false, nil, false),
        (CleanupGuards(maxStops: 0), true, nil, false),
    ]

    @Test("a run knows whether it began to do anything", arguments: beginnings.indices)
    func beginsSweep(_ index: Int) {
        let (guards, consents, signal, hasBegun) = Self.beginnings[index]
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let manifest = CleanupManifest.sample(Self.names, guards: guards)
        let run = TestRun.perform(manifest, on: service, time: time, consents: consents, signal: signal)
        #expect(run.end.hasBegunSweep == hasBegun)
    }

    @Test("calls are made where the service would have them made, and the run is the same")
    func runsWhereTheServiceWants() {
        let runs = [true, false].map { isPlaced in
            let time = VirtualTime()
            let service = PlacedHumanLoops(InMemoryHumanLoops(Self.fleet(), time: time), time: time)
            let manifest = CleanupManifest.sample(Self.names)
            let run =
                isPlaced
                ? TestRun.perform(manifest, on: service, time: time)
                : TestRun.perform(manifest, on: service.service, time: time)
            return (run: run, jobs: service.place.jobCount)
        }
        #expect(runs[0].jobs >= runs[0].run.end.calls.total)
        #expect(runs[1].jobs == 0)
        #expect(runs[0].run.results == runs[1].run.results)
    }

    @Test("the result of a loop holds what was known of it before it was deleted")
    func resultIsWhole() throws {
        let time = VirtualTime()
        let run = TestRun.perform(.sample(Self.names), on: InMemoryHumanLoops(Self.fleet(), time: time), time: time)
        let held = try #require(run.results.first { $0.name == .sample("held") })
        #expect(held.initialStatus == .inProgress)
        #expect(held.finalStatus == .completed)
        #expect(held.stoppedByRun)
        #expect(held.waited >= .seconds(88))
        #expect(held.calls.stop == 1 && held.calls.delete == 1 && held.calls.describe > 2)
        #expect(held.dataRetainedUntil == held.endedAt + .seconds(30 * 86_400))
        #expect(held.manifestLine == 11)
        let done = try #require(run.results.first { $0.name == .sample("done") })
        #expect(done.outputS3URI == "s3://answers/done/output.json")
    }

    @Test("evidence is written before each stop and delete")
    func evidenceComesFirst() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(.sample(Self.names), on: service, time: time)
        let acts = service.visits.filter { $0.operation.isMutating }
        #expect(
            Set(run.intents.map { "\($0.operation) \($0.loop.name)" }) == Set(acts.map { "\($0.operation) \($0.name)" })
        )
        #expect(
            run.intents.allSatisfy { $0.operation == .stop ? $0.loop.status == .inProgress : $0.loop.status.isTerminal }
        )
    }

    /// A guard and the number of loops at which it still holds.
    static let guards: [(CleanupGuards, Bool)] = [
        (CleanupGuards(maxLoops: 6), true),
        (CleanupGuards(maxLoops: 5), false),
        (CleanupGuards(maxStops: 2), true),
        (CleanupGuards(maxStops: 1), false),
        (CleanupGuards(maxMissing: .count(1)), true),
        (CleanupGuards(maxMissing: .count(0)), false),
        (CleanupGuards(maxMissing: .share(basisPoints: 1_667)), true),
        (CleanupGuards(maxMissing: .share(basisPoints: 1_666)), false),
    ]

    @Test("a guard that does not hold refuses the run before anything is changed", arguments: guards)
    func guardsHold(_ guards: CleanupGuards, _ holds: Bool) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let run = TestRun.perform(.sample(Self.names, guards: guards), on: service, time: time)
        #expect(run.plan.breaches.isEmpty == holds)
        #expect(run.end.exitCode == (holds ? .success : .guardsRefused))
        #expect(service.visits.contains { $0.operation.isMutating } == holds)
        #expect(run.end.outcomes.total == Self.names.count)
        if !holds { #expect(run.end.outcomes[.notAttempted] >= 5) }
    }

    @Test(
        "ten loops that are all missing are refused, nine are not",
        arguments: [(9, ExitCode.success), (10, .guardsRefused)]
    )
    func allMissing(_ count: Int, _ exitCode: ExitCode) {
        let time = VirtualTime()
        let manifest = CleanupManifest.sample((1...count).map { "gone-\($0)" })
        let run = TestRun.perform(manifest, on: InMemoryHumanLoops([], time: time), time: time)
        #expect(run.end.exitCode == exitCode)
        #expect(run.end.outcomes[.alreadyGone] == count)
    }

    @Test("when what was written cannot be made durable, every loop is recorded all the same")
    func cannotSynchronize() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let recorder = MemoryRecorder(synchronizations: 2)
        let run = TestRun.perform(.sample(Self.names), on: service, time: time, recorder: recorder)
        #expect(run.end.exitCode == .cannotWrite)
        #expect(run.results.count == Self.names.count)
    }

    @Test("the retries of the loops add up to those of the run", arguments: 1...20 as ClosedRange<UInt64>)
    func retriesAddUp(_ seed: UInt64) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time, faults: SeededFaults(seed: seed, percent: 40))
        let run = TestRun.perform(.sample(Self.names), on: service, time: time)
        var sum = CallCounts()
        for result in run.results { sum += result.calls }
        #expect(sum == run.end.calls)
    }

    @Test("when the evidence cannot be written, the call it belongs to is not made", arguments: 0..<12)
    func fullDisk(_ capacity: Int) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.fleet(), time: time)
        let recorder = MemoryRecorder(capacity: capacity)
        let run = TestRun.perform(.sample(Self.names), on: service, time: time, recorder: recorder)
        let acts = service.visits.filter { $0.operation.isMutating }.count
        #expect(acts <= run.intents.count)
        #expect(run.end.exitCode == .cannotWrite)
        #expect(run.end.outcomes.total == Self.names.count)
    }

    /// Loops by account, and the exit code when the manifest is of the sample account.
    static let accounts: [([String], ExitCode)] = [
        (["999999999999", "999999999999"], .wrongTarget), ([HumanLoop.sampleAccount, "999999999999"], .refused),
    ]

    @Test("loops of another account are refused; when all are, the account is wrong", arguments: accounts)
    func wrongAccount(_ accounts: [String], _ exitCode: ExitCode) {
        let time = VirtualTime()
        let residents = accounts.enumerated().map { index, account in
            InMemoryHumanLoops.Resident(.sample(.stopped, name: "loop-\(index)", account: account))
        }
        let service = InMemoryHumanLoops(residents, time: time)
        let run = TestRun.perform(.sample(accounts.indices.map { "loop-\($0)" }), on: service, time: time)
        #expect(run.end.exitCode == exitCode)
        #expect(service.visits.count { $0.operation == .delete } == accounts.count { $0 == HumanLoop.sampleAccount })
    }

    @Test("no more calls are in flight than the manifest allows", arguments: [1, 3, 64])
    func concurrency(_ limit: Int) {
        let time = VirtualTime()
        let names = (1...200).map { "loop-\($0)" }
        let residents = names.map { InMemoryHumanLoops.Resident(.sample(.stopped, name: $0)) }
        let service = InMemoryHumanLoops(residents, time: time, latency: .milliseconds(40))
        let execution = ExecutionSettings(concurrency: limit)
        let run = TestRun.perform(.sample(names, execution: execution), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 200)
        // A call is in the service half way through its 40 ms: what is there within as much time was in flight at once.
        let moments = service.visits.map(\.at)
        let busiest = moments.map { moment in moments.count { $0 >= moment && $0 < moment + .milliseconds(40) } }.max()
        #expect(busiest == limit)
    }

    @Test("no operation is called faster than the manifest's rate")
    func rate() {
        let time = VirtualTime()
        let names = (1...100).map { "loop-\($0)" }
        let residents = names.map { InMemoryHumanLoops.Resident(.sample(.stopped, name: $0)) }
        let service = InMemoryHumanLoops(residents, time: time)
        let execution = ExecutionSettings(callsPerSecond: 10)
        let run = TestRun.perform(.sample(names, execution: execution), on: service, time: time)
        #expect(run.end.outcomes[.deleted] == 100)
        for operation in [HumanLoopOperation.describe, .delete] {
            let moments = service.visits.filter { $0.operation == operation }.map(\.at)
            for (earlier, later) in zip(moments, moments.dropFirst()) {
                #expect(later - earlier >= .milliseconds(100) - .microseconds(1))
            }
        }
    }
}
