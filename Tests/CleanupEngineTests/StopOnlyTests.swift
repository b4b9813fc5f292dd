import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Runs that stop, and leave the rest for a later run.
@Suite("CleanupRun: stop only")
struct StopOnlyTests {
    /// One loop of each status, and one that a worker holds for an hour.
    private static let residents: [InMemoryHumanLoops.Resident] = [
        .init(.sample(.inProgress, name: "idle")),
        .init(.sample(.inProgress, name: "held"), heldFor: .seconds(3_600)),
        .init(.sample(.stopping, name: "stopping")),
        .init(.sample(.stopped, name: "stopped")),
        .init(.sample(.completed, name: "completed")),
        .init(.sample(.failed, name: "kept")),
        .init(.sample(.deleting, name: "deleting")),
        .init(.sample(.other("Archived"), name: "archived")),
    ]

    /// A manifest of all of them and one that is missing.
    private static func manifest() -> CleanupManifest {
        CleanupManifest.sample(
            residents.map(\.loop.name.rawValue) + ["missing"],
            settings: LoopSettings(onFailed: .keep),
            execution: ExecutionSettings(isStopOnly: true)
        )
    }

    @Test("what is in progress is stopped, nothing is deleted and nothing is waited for")
    func stops() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Self.residents, time: time)
        let run = TestRun.perform(Self.manifest(), on: service, time: time)
        #expect(service.visits.count { $0.operation == .delete } == 0)
        #expect(Set(service.visits.filter { $0.operation == .stop }.map(\.name.rawValue)) == ["idle", "held"])
        #expect(time.now.offset < .seconds(1))
        #expect(run.outcomes["missing"] == .alreadyGone && run.outcomes["kept"] == .kept)
        let deferred = run.results.filter { $0.outcome == .deferred }
        #expect(deferred.count == 7)
        #expect(deferred.allSatisfy { $0.problem?.code == ProblemCode.stopOnly.rawValue })
        #expect(Set(deferred.filter(\.stoppedByRun).map(\.name.rawValue)) == ["idle", "held"])
        #expect(run.end.exitCode == .deferred)
    }

    @Test("a stop whose answer is lost is looked up, and the loop left", arguments: 1...20 as ClosedRange<UInt64>)
    func losesAnswers(_ seed: UInt64) {
        let time = VirtualTime()
        let faults = SeededFaults(seed: seed, percent: 30)
        let service = InMemoryHumanLoops(Self.residents, time: time, faults: faults)
        let run = TestRun.perform(Self.manifest(), on: service, time: time, seed: seed)
        #expect(service.visits.count { $0.operation == .delete } == 0)
        #expect(run.results.count == 9)
    }

    @Test("the next run deletes what was stopped")
    func twoPhases() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(Array(Self.residents.prefix(5)), time: time)
        var manifest = CleanupManifest.sample(Self.residents.prefix(5).map(\.loop.name.rawValue))
        manifest.execution.isStopOnly = true
        #expect(TestRun.perform(manifest, on: service, time: time).end.exitCode == .deferred)
        manifest.execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(7_200)))
        service.replace(with: .init(.sample(.stopped, name: "stopping")))
        #expect(TestRun.perform(manifest, on: service, time: time).end.exitCode == .success)
        #expect(service.names.isEmpty)
    }
}
