import CleanupEngine
import HumanLoops
import TestSupport
import Testing

@testable import CleanupManifest

/// Whole runs against a service that throttles: it slows the run down, and fails nothing.
@Suite("CleanupRun: throttles")
struct CleanupRunThrottleTests {
    /// Removes two hundred loops, half of them in progress, from a service that throttles.
    ///
    /// - Parameters:
    ///   - percent: how many calls of a hundred are throttled.
    ///   - seed: the seed of chance.
    /// - Returns: the run, and how long it took.
    private func run(percent: Int, seed: UInt64) -> (run: TestRun, took: Duration) {
        let names = (1...200).map { "loop-\($0)" }
        let residents = names.enumerated().map { index, name in
            InMemoryHumanLoops.Resident(.sample(index.isMultiple(of: 2) ? .inProgress : .completed, name: name))
        }
        let time = VirtualTime()
        let faults = ThrottledCalls(seed: seed, percent: percent)
        let service = InMemoryHumanLoops(residents, time: time, faults: faults)
        // Waits have no end here: a wait that outlives its limit without answers would leave its loop.
        let execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(864_000)))
        let run = TestRun.perform(.sample(names, execution: execution), on: service, time: time, seed: seed)
        #expect(service.names.isEmpty)
        return (run, time.now.offset)
    }

    @Test("three calls of ten are throttled, and every loop is removed", arguments: 1...20 as ClosedRange<UInt64>)
    func thirtyPercent(_ seed: UInt64) {
        let (run, took) = run(percent: 30, seed: seed)
        #expect(run.results.count == 200)
        #expect(run.results.allSatisfy { $0.outcome == .deleted && $0.problem == nil })
        #expect(run.end.stopReason == nil && run.end.exitCode == .success)
        let calls = run.end.calls
        #expect(calls.throttled > 0)
        // Each throttled call is made once more, and no other.
        #expect(calls.retried == calls.throttled)
        #expect(took > self.run(percent: 0, seed: seed).took)
    }

    @Test("nearly all calls are throttled, and still every loop is removed")
    func nearlyAll() {
        let (run, _) = run(percent: 90, seed: 7)
        #expect(run.results.allSatisfy { $0.outcome == .deleted })
    }

    /// An operation that is throttled until a moment while all others are answered, and how its loops end.
    static let periods: [(operation: HumanLoopOperation, end: Duration, outcome: LoopOutcome)] =
        [.describe, .stop, .delete].flatMap { operation in
            [(operation, .seconds(560), .deleted), (operation, .seconds(1_000_000), .failed)]
        }

    @Test("an operation that is only throttled fails its loops after ten minutes", arguments: periods.indices)
    func throttledForGood(_ index: Int) {
        let (operation, end, outcome) = Self.periods[index]
        let time = VirtualTime()
        let faults = ThrottledPeriods(operation: operation, periods: [.zero..<end], time: time)
        let residents = ["a", "b"].map { name in
            InMemoryHumanLoops.Resident(.sample(.inProgress, name: name), heldFor: .seconds(1))
        }
        let service = InMemoryHumanLoops(residents, time: time, faults: faults)
        let run = TestRun.perform(.sample(["a", "b"]), on: service, time: time)
        #expect(run.results.map(\.outcome) == [outcome, outcome])
        #expect(time.now.offset < .seconds(700))
    }

    @Test(
        "a deadline that passes while an operation is only throttled has that for its reason",
        arguments: [(.describe, 300, true), (.stop, 300, true), (.delete, 300, true), (.describe, 1, false)]
            as [(HumanLoopOperation, Int, Bool)]
    )
    func deadline(_ operation: HumanLoopOperation, _ seconds: Int, _ isBlamed: Bool) {
        let time = VirtualTime()
        let faults = ThrottledPeriods(operation: operation, periods: [.zero..<Duration.seconds(seconds)], time: time)
        let residents = [
            InMemoryHumanLoops.Resident(.sample(.inProgress, name: "a"), heldFor: .seconds(isBlamed ? 1 : 900))
        ]
        let service = InMemoryHumanLoops(residents, time: time, faults: faults)
        let execution = ExecutionSettings(deadline: .seconds(60))
        let run = TestRun.perform(.sample(["a"], execution: execution), on: service, time: time)
        #expect(run.end.stopReason == (isBlamed ? .throttled : .deadline))
        #expect(run.end.exitCode == .deferred)
    }

    @Test("a throttle long after the last one of the operation is the first of a period")
    func laterThrottle() {
        let time = VirtualTime()
        let periods = [Duration.zero..<Duration.seconds(10), Duration.seconds(700)..<Duration.seconds(720)]
        let faults = ThrottledPeriods(operation: .delete, periods: periods, time: time)
        let residents: [InMemoryHumanLoops.Resident] = [
            .init(.sample(.completed, name: "removed")),
            .init(.sample(.inProgress, name: "held"), heldFor: .seconds(690)),
        ]
        let service = InMemoryHumanLoops(residents, time: time, faults: faults)
        let execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(864_000)))
        let run = TestRun.perform(
            .sample(["removed", "held"], execution: execution),
            on: service,
            time: time,
            event: (at: .seconds(5), happens: { service.remove(.sample("removed")) })
        )
        #expect(run.outcomes == ["removed": .alreadyGone, "held": .deleted])
        #expect(time.now.offset > .seconds(720))
    }
}
