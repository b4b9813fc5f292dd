import CleanupEngine
import HumanLoops
import Testing
import TestSupport

@testable import CleanupManifest

/// Guards that hold for each loop, or while the run goes on.
@Suite("CleanupRun: guards on the way")
struct CleanupRunGuardTests {
    /// A limit, how many deletes are refused, and whether the run goes on to its end.
    static let limits: [(CountLimit, Int, Bool)] = [
        (.count(0), 0, true), (.count(0), 1, false), (.count(3), 3, true), (.count(3), 4, false),
        (.share(basisPoints: 1_000), 2, true), (.share(basisPoints: 1_000), 3, false),
    ]

    @Test("when more loops have failed than allowed, nothing new is started", arguments: limits)
    func maxFailures(_ limit: CountLimit, _ refused: Int, _ goesOn: Bool) {
        let time = VirtualTime()
        let names = (1...20).map { "loop-\($0)" }
        let service = InMemoryHumanLoops(
            names.map { .init(.sample(.stopped, name: $0)) },
            time: time,
            faults: RefusedDeletes(names: Set(names.prefix(refused).map { HumanLoopName.sample($0) }))
        )
        let manifest = CleanupManifest.sample(
            names,
            guards: CleanupGuards(maxFailures: limit),
            execution: ExecutionSettings(concurrency: 1)
        )
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.end.outcomes.total == 20)
        #expect(run.end.outcomes[.failed] == refused)
        #expect(run.end.outcomes[.deleted] == (goesOn ? 20 - refused : 0))
        #expect(run.end.exitCode == (goesOn ? (refused == 0 ? .success : .failed) : .guardsRefused))
        if !goesOn {
            #expect(run.end.outcomes[.notAttempted] == 20 - refused)
            guard case .failures(let breach) = run.end.stopReason else { return #expect(run.end.stopReason == nil) }
            #expect(breach.message == "\(refused) of 20 loops failed, more than \(limit)")
        }
    }

    @Test("what was begun when too many have failed is deferred, not called untouched")
    func maxFailuresLeavesTheTruth() {
        let time = VirtualTime()
        let residents: [InMemoryHumanLoops.Resident] = [
            .init(.sample(.inProgress, name: "held"), heldFor: .seconds(600)), .init(.sample(.stopped, name: "bad")),
        ]
        let faults = RefusedDeletes(names: [.sample("bad")])
        let service = InMemoryHumanLoops(residents, time: time, faults: faults)
        let manifest = CleanupManifest.sample(["held", "bad"], guards: CleanupGuards(maxFailures: .count(0)))
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.outcomes == ["held": .deferred, "bad": .failed])
        #expect(run.end.exitCode == .guardsRefused)
    }

    @Test("failures found while only looking count as well")
    func maxFailuresOfTheSurvey() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops([.init(.sample(.stopped, name: "there"))], time: time)
        let settings = LoopSettings(onMissing: .fail)
        let guards = CleanupGuards(maxFailures: .count(1))
        let manifest = CleanupManifest.sample(["gone-1", "gone-2", "there"], settings: settings, guards: guards)
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.end.exitCode == .guardsRefused)
        #expect(run.outcomes["there"] == .notAttempted)
        #expect(service.names == [.sample("there")])
    }

    /// Guards; what earlier parts of the run came to, as loops done with, stopped and missing; and what is said when the
    /// guards do not hold.
    static let wholeRuns: [(CleanupGuards, (looked: Int, stopped: Int, missing: Int), String?)] = [
        (CleanupGuards(maxMissing: .share(basisPoints: 5_000)), (4, 0, 3), nil),
        (
            CleanupGuards(maxMissing: .share(basisPoints: 5_000)), (4, 0, 4),
            "maxMissing: 4 of 7 loops are missing, more than 50%"
        ),
        (CleanupGuards(maxStops: 3), (2, 2, 0), nil),
        (
            CleanupGuards(maxStops: 2), (2, 2, 0),
            "maxStops: 1 loop is in progress and would be stopped, beside 2 that the run has stopped or may "
                + "have, more than 2"
        ),
        (CleanupGuards(maxLoops: 10), (7, 0, 0), nil),
        (
            CleanupGuards(maxLoops: 9), (7, 0, 0),
            "maxLoops: the manifest names 3 loops, beside 7 that the run is done with, more than 9"
        ),
    ]

    @Test("a run that is gone on with is one run for its guards", arguments: wholeRuns)
    func wholeRun(_ guards: CleanupGuards, _ done: (looked: Int, stopped: Int, missing: Int), _ refusal: String?) {
        var earlier = EarlierParts()
        (earlier.census.looked, earlier.census.stopped, earlier.census.missing) = (
            done.looked, done.stopped, done.missing
        )
        let time = VirtualTime()
        let residents: [InMemoryHumanLoops.Resident] = [
            .init(.sample(.inProgress, name: "held")), .init(.sample(.stopped, name: "halted")),
            .init(.sample(.completed, name: "done")),
        ]
        let service = InMemoryHumanLoops(residents, time: time)
        let manifest = CleanupManifest.sample(["held", "halted", "done"], guards: guards)
        let run = TestRun.perform(manifest, on: service, time: time, earlier: earlier)
        #expect(run.plan.breaches.map { "\($0.key): \($0.message)" } == (refusal.map { [$0] } ?? []))
        #expect(run.end.outcomes[refusal == nil ? .deleted : .notAttempted] == 3)
    }

    /// Goes on with a run to which consent was given before.
    private static func resume(
        _ manifest: CleanupManifest,
        _ preconditions: [LoopPrecondition],
        _ earlier: EarlierParts,
        on service: InMemoryHumanLoops,
        time: VirtualTime
    ) -> RunEnd {
        time.run {
            var run = CleanupRun(
                manifest: manifest,
                preconditions: preconditions,
                hasConsent: true,
                earlier: earlier,
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation + .seconds(3_600)
            )
            return await run.carryOut()
        }
    }

    @Test("a loop that an earlier part may have stopped, and that is in progress, counts once")
    func stoppedTwice() {
        var earlier = EarlierParts()
        (earlier.census.stopped, earlier.stopped) = (1, [.sample("held")])
        let time = VirtualTime()
        let loop = HumanLoop.sample(.inProgress, name: "held")
        let service = InMemoryHumanLoops([.init(loop)], time: time)
        let trace = LoopTrace(loop: loop, initialStatus: .inProgress, openCall: .stop)
        let preconditions = LoopPrecondition(
            status: .inProgress,
            creationTime: loop.creationTime,
            flowDefinitionARN: loop.flowDefinitionARN,
            trace: trace
        )
        let end = Self.resume(
            .sample(["held"], guards: CleanupGuards(maxStops: 1)),
            [preconditions],
            earlier,
            on: service,
            time: time
        )
        #expect(end.outcomes[.deleted] == 1 && end.stopReason == nil)
    }

    @Test("loops that an earlier part had seen count as missing only where nothing is found", arguments: [true, false])
    func vanished(_ isAnyFound: Bool) {
        let time = VirtualTime()
        let names = ["a", "b", "c", "d"]
        let loops = names.map { HumanLoop.sample(.stopped, name: $0) }
        let service = InMemoryHumanLoops(isAnyFound ? [.init(loops[0])] : [], time: time)
        let preconditions = loops.map { loop in
            LoopPrecondition(
                status: .stopped,
                creationTime: loop.creationTime,
                flowDefinitionARN: loop.flowDefinitionARN,
                trace: LoopTrace(loop: loop, initialStatus: .inProgress, wasStopped: true)
            )
        }
        let guards = CleanupGuards(maxMissing: .share(basisPoints: 5_000))
        let end = Self.resume(.sample(names, guards: guards), preconditions, EarlierParts(), on: service, time: time)
        #expect(end.exitCode == (isAnyFound ? .success : .guardsRefused))
        #expect(end.outcomes[.alreadyGone] == (isAnyFound ? 3 : 4))
    }

    @Test("the failures of a part are held against the loops of the whole run")
    func failuresOfAPart() {
        var earlier = EarlierParts()
        earlier.census.looked = 98
        let time = VirtualTime()
        let residents = ["good", "bad"].map { InMemoryHumanLoops.Resident(.sample(.stopped, name: $0)) }
        let service = InMemoryHumanLoops(residents, time: time, faults: RefusedDeletes(names: [.sample("bad")]))
        let guards = CleanupGuards(maxFailures: .share(basisPoints: 100))
        let run = TestRun.perform(.sample(["bad", "good"], guards: guards), on: service, time: time, earlier: earlier)
        #expect(run.outcomes == ["bad": .failed, "good": .deleted] && run.end.exitCode == .failed)
    }

    /// An age that is asked for, and whether a loop that is an hour old is old enough.
    static let ages: [(Duration, Bool)] = [(.seconds(3_600), true), (.seconds(3_601), false)]

    @Test("a loop that is younger than minAge when it is looked at is refused", arguments: ages)
    func minAge(_ age: Duration, _ isOldEnough: Bool) {
        let time = VirtualTime()
        let service = InMemoryHumanLoops([.init(.sample(.stopped, name: "hour-old"))], time: time)
        let manifest = CleanupManifest.sample(["hour-old"], guards: CleanupGuards(minAge: age))
        let run = TestRun.perform(manifest, on: service, time: time)
        #expect(run.outcomes == ["hour-old": isOldEnough ? .deleted : .refused])
        #expect(run.results.first?.problem?.code == (isOldEnough ? nil : ProblemCode.tooYoung.rawValue))
        #expect(run.end.exitCode == (isOldEnough ? .success : .refused))
    }

    @Test("execution.retry bounds how often a delete is tried")
    func retry() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops([.init(.sample(.stopped, name: "stuck"))], time: time, faults: LostDeletes())
        let execution = ExecutionSettings(retry: RetrySettings(maxAttempts: 2, maxBackoff: .seconds(1)))
        let run = TestRun.perform(.sample(["stuck"], execution: execution), on: service, time: time)
        #expect(run.outcomes == ["stuck": .failed])
        #expect(run.results.first?.calls.delete == 2)
    }
}
