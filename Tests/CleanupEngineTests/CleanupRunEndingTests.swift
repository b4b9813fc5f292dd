import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Whole runs that end early: signals, deadlines, refusals, and a service that is of no use.
@Suite("CleanupRun: early ends")
struct CleanupRunEndingTests {
    @Test("a signal between the survey and the sweep lets no call start")
    func signalBeforeSweep() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time)
        let run = TestRun.perform(
            .sample(CleanupRunTests.names),
            on: service,
            time: time,
            signal: (.interrupt, at: .milliseconds(40))
        )
        #expect(run.end.exitCode == .interrupted)
        #expect(!service.visits.contains { $0.operation.isMutating })
    }

    @Test("a signal after the deadline, while a call hangs, is still the gravest")
    func signalAfterDeadline() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops([.init(.sample(.stopped, name: "slow"))], time: time, latency: .seconds(100))
        let manifest = CleanupManifest.sample(["slow"], execution: ExecutionSettings(deadline: .seconds(105)))
        let run = TestRun.perform(manifest, on: service, time: time, signal: (.interrupt, at: .seconds(110)))
        #expect(run.end.exitCode == .interrupted)
        #expect(run.end.endedAt - run.end.startedAt == .seconds(115))
    }

    @Test("without consent nothing is changed")
    func noConsent() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time)
        let run = TestRun.perform(.sample(CleanupRunTests.names), on: service, time: time, consents: false)
        #expect(run.end.exitCode == .interrupted)
        #expect(!service.visits.contains { $0.operation.isMutating })
        #expect(run.outcomes["quick"] == .notAttempted)
    }

    @Test("a loop that is still Stopping at its limit is deferred, and the run ends")
    func defers() {
        let time = VirtualTime()
        let execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(60)))
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time)
        let run = TestRun.perform(.sample(CleanupRunTests.names, execution: execution), on: service, time: time)
        #expect(run.outcomes["held"] == .deferred)
        #expect(run.end.exitCode == .deferred)
        #expect(service.names == [.sample("held")])
    }

    @Test("at the run's deadline what drains is deferred and the run ends")
    func deadline() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time)
        let execution = ExecutionSettings(deadline: .seconds(20))
        let manifest = CleanupManifest.sample(CleanupRunTests.names, execution: execution)
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.outcomes["held"] == .deferred)
        #expect(run.outcomes["quick"] == .deleted)
        #expect(run.end.exitCode == .deferred)
        #expect(run.end.endedAt - run.end.startedAt == .seconds(20))
    }

    /// When a signal comes, and which outcomes there may be then.
    static let signals: [(StopSignal, Duration, ExitCode)] = [
        (.interrupt, .zero, .interrupted), (.interrupt, .milliseconds(50), .interrupted),
        (.interrupt, .seconds(3), .interrupted), (.terminate, .milliseconds(70), .terminated),
        (.terminate, .seconds(30), .terminated), (.hangup, .milliseconds(150), .terminated),
    ]

    @Test("a signal ends the run with every loop in a true outcome", arguments: signals)
    func signal(_ signal: StopSignal, _ moment: Duration, _ exitCode: ExitCode) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time)
        let run = TestRun.perform(.sample(CleanupRunTests.names), on: service, time: time, signal: (signal, at: moment))
        #expect(run.end.exitCode == exitCode)
        #expect(run.end.outcomes.total == CleanupRunTests.names.count)
        for result in run.results where result.outcome == .deleted { #expect(!service.names.contains(result.name)) }
        for result in run.results where result.outcome == .notAttempted {
            #expect(!service.visits.contains { $0.name == result.name && $0.operation.isMutating })
        }
    }

    @Test("calls that hang are given up ten seconds after a signal, and a lost delete is not called not-attempted")
    func grace() {
        let time = VirtualTime()
        let service = HangingDeletes(
            service: InMemoryHumanLoops([.init(.sample(.stopped, name: "slow"))], time: time),
            time: time
        )
        let run = TestRun.perform(.sample(["slow"]), on: service, time: time, signal: (.interrupt, at: .seconds(1)))
        #expect(run.end.endedAt - run.end.startedAt == .seconds(11))
        #expect(run.outcomes == ["slow": .failed])
        #expect(run.results.first?.problem?.code == ProblemCode.answerLost.rawValue)
    }

    @Test("a service that is not there ends the run at once, with every loop untouched")
    func unreachable() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time, faults: EveryCall(fails: .unreachable))
        let run = TestRun.perform(.sample(CleanupRunTests.names), on: service, time: time)
        #expect(run.end.exitCode == .temporary)
        #expect(run.end.outcomes[.notAttempted] == CleanupRunTests.names.count)
    }

    /// A kind of trouble that every call has, and the exit code of a run that has it.
    static let persistentTroubles: [(HumanLoopServiceError.Kind, ExitCode)] = [
        (.credentials, .access), (.accessDenied, .access), (.unreadable, .temporary), (.noAnswer, .temporary),
        (.server, .failed), (.rejected, .failed), (.invalid, .failed),
    ]

    @Test("trouble with every call ends the run with its exit code", arguments: persistentTroubles)
    func persistentTrouble(_ kind: HumanLoopServiceError.Kind, _ exitCode: ExitCode) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops(CleanupRunTests.fleet(), time: time, faults: EveryCall(fails: kind))
        #expect(TestRun.perform(.sample(CleanupRunTests.names), on: service, time: time).end.exitCode == exitCode)
    }
}
