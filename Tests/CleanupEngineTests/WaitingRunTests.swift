import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Whole runs in which many loops wait for their workers at the same time.
@Suite struct WaitingRunTests {
    /// A run of loops of one flow definition, each held for so many seconds after its stop.
    private static func run(
        _ count: Int,
        heldFor seconds: (Int) -> Int,
        endsAs: HumanLoopStatus = .stopped,
        faults: any ServiceFaults = NoFaults(),
        timeout: Duration = .seconds(1_800)
    ) -> (run: TestRun, service: InMemoryHumanLoops) {
        let time = VirtualTime()
        let names = (0..<count).map { "loop-\($0)" }
        let residents = names.enumerated().map { index, name in
            InMemoryHumanLoops.Resident(
                .sample(.inProgress, name: name),
                heldFor: .seconds(seconds(index)),
                endsAs: endsAs
            )
        }
        let service = InMemoryHumanLoops(residents, time: time, latency: .milliseconds(5), faults: faults)
        let execution = ExecutionSettings(stopWait: StopWait(timeout: timeout))
        let run = TestRun.perform(.sample(names, execution: execution), on: service, time: time)
        return (run, service)
    }

    @Test("Loops that wait together are found by lists to have stopped, and each is described before it is deleted")
    func lists() {
        let (run, service) = Self.run(200) { 15 + $0 % 10 }
        #expect(run.end.outcomes[.deleted] == 200)
        #expect(run.results.allSatisfy { $0.finalStatus == .stopped && $0.stoppedByRun })
        // Pages that are read while loops are deleted may pass one over, which is then looked at.
        #expect(service.visits.count { $0.operation == .describe } < 3 * 200 + 20)
        #expect(run.end.calls.list == service.queries.count)
        // One describe of each is for the plan: what is seen before consent is no ground for a stop.
        #expect(Double(run.end.calls.total) / 200 <= 4.3 + 1)
    }

    @Test("A loop that ended otherwise is described before it is deleted: a list tells too little of it")
    func completed() {
        let (run, service) = Self.run(50, heldFor: { _ in 10 }, endsAs: .completed)
        #expect(run.end.outcomes[.deleted] == 50)
        #expect(run.results.allSatisfy { $0.finalStatus == .completed })
        // The last few are looked at alone.
        #expect((150..<158).contains(service.visits.count { $0.operation == .describe }))
    }

    @Test("A few loops are looked at one by one")
    func few() {
        let (run, service) = Self.run(5) { _ in 10 }
        #expect(run.end.outcomes[.deleted] == 5)
        #expect(service.queries.isEmpty)
    }

    @Test("Loops that are still held when their time is up are deferred by a last look")
    func limit() {
        let (run, service) = Self.run(100, heldFor: { $0 < 40 ? 5 : 100_000 }, timeout: .seconds(60))
        #expect(run.end.outcomes[.deleted] == 40)
        #expect(run.end.outcomes[.deferred] == 60)
        #expect(service.visits.count { $0.operation == .describe } <= 2 * 100 + 40 + 60)
    }
}
