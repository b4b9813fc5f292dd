import CleanupEngine
import CleanupManifest
import HumanLoops
import Testing
import TestSupport

/// What must hold for every run, whatever goes wrong: seeded schedules of faults, races and signals.
@Suite("CleanupRun: what always holds")
struct CleanupRunPropertyTests {
    /// The loops of a seed: named, half of them in progress, some held by workers, and a bystander that is not named.
    private static func residents(_ generator: inout SeededGenerator) -> [InMemoryHumanLoops.Resident] {
        let statuses: [HumanLoopStatus] = [.inProgress, .inProgress, .completed, .failed, .stopped, .other("Archived")]
        let named = (1...12).map { number -> InMemoryHumanLoops.Resident in
            let status = statuses.randomElement(using: &generator) ?? .stopped
            let held =
                Bool.random(using: &generator) ? Duration.seconds(Int.random(in: 1...300, using: &generator)) : nil
            let end: HumanLoopStatus = [.stopped, .completed, .failed].randomElement(using: &generator) ?? .stopped
            return InMemoryHumanLoops.Resident(.sample(status, name: "loop-\(number)"), heldFor: held, endsAs: end)
        }
        return named + [InMemoryHumanLoops.Resident(.sample(.stopped, name: "bystander"))]
    }

    /// Plays the run of a seed.
    private static func play(seed: UInt64) -> (run: TestRun, service: InMemoryHumanLoops) {
        var generator = SeededGenerator(seed: seed)
        let time = VirtualTime()
        let faults = SeededFaults(seed: seed &+ 1, percent: Int.random(in: 0...30, using: &generator))
        let service = InMemoryHumanLoops(residents(&generator), time: time, faults: faults)
        let manifest = CleanupManifest.sample(
            (1...14).map { "loop-\($0)" },
            execution: ExecutionSettings(
                concurrency: Int.random(in: 1...8, using: &generator),
                stopWait: StopWait(timeout: .seconds(Int.random(in: 0...200, using: &generator)))
            )
        )
        let signal: (StopSignal, at: Duration)? =
            Int.random(in: 0..<4, using: &generator) == 0
            ? (.interrupt, at: .milliseconds(Int.random(in: 0...20_000, using: &generator))) : nil
        let run = TestRun.perform(manifest, on: service, time: time, seed: seed, signal: signal)
        return (run, service)
    }

    @Test("no seed breaks a promise", arguments: 0..<1_000 as Range<UInt64>)
    func promises(_ seed: UInt64) throws {
        let (run, service) = Self.play(seed: seed)
        #expect(Set(run.results.map(\.name)).count == 14 && run.results.count == 14)
        #expect(run.end.outcomes.total == 14)
        #expect(service.names.contains(.sample("bystander")))
        for visit in service.visits where visit.operation == .delete {
            // A delete may meet a loop that is gone already, never one that is alive.
            #expect(visit.before.map(\.status.isTerminal) ?? true)
        }
        for result in run.results {
            switch result.outcome {
            case .deleted, .alreadyGone: #expect(!service.names.contains(result.name))
            case .kept, .deferred, .refused, .notAttempted:
                #expect(service.names.contains(result.name) || run.end.halt != nil)
            case .failed: #expect(result.problem != nil)
            }
            if result.outcome == .deleted {
                #expect(run.intents.contains { $0.operation == .delete && $0.loop.name == result.name })
            }
        }
    }

    @Test("the same seed gives the same run", arguments: [3, 14, 159] as [UInt64])
    func repeatable(_ seed: UInt64) {
        let (first, second) = (Self.play(seed: seed), Self.play(seed: seed))
        #expect(first.run.results == second.run.results)
        #expect(first.service.visits == second.service.visits)
    }
}
