import CleanupManifest
import DequeModule
import HumanLoops

/// All loops of a run and where they stand: told what came back, it says which calls to make next.
///
/// It makes no call and reads no clock; `CleanupRun` does both for it.
struct RunState: Sendable {
    /// How many answers that are not the service's, before any that is, mean that the service is not there.
    static let strangeAnswerLimit = 3

    /// What must hold.
    private let guards: CleanupGuards
    /// The rules of the loops, by the settings they share.
    private let rules: [LoopRules]
    /// The lifecycles, in the order of the manifest; those that its rules found come last.
    private(set) var loops: [LoopLifecycle]
    /// What is to be called next, and when.
    private var schedule: CallSchedule
    /// What has been counted so far.
    private(set) var tally = RunTally()
    /// What ended the run early; nil while nothing has.
    private(set) var halt: RunHalt?
    /// What the run is busy with.
    private(set) var phase = RunProgress.Phase.surveying
    /// The loops with a call in flight.
    private var flying: Set<Int> = []
    /// The first loop that has not been begun.
    private var nextNew = 0
    /// How many loops are waited for because they cannot be deleted yet.
    private var drainingCount = 0
    /// How many loops wait for consent.
    private var proposedCount = 0
    /// The loops that have ended and are not yet recorded.
    private var unrecorded: Deque<Int> = []
    /// Whether any call was ever answered by the service itself.
    private var hasBeenAnswered = false
    /// How many answers were not the service's, before any that was.
    private var strangeAnswers = 0
    /// Where chance comes from.
    private var generator: any RandomNumberGenerator & Sendable

    /// Makes the state of a run in which nothing has been done.
    ///
    /// - Parameters:
    ///   - manifest: what the run is to do.
    ///   - reviewed: what each of its loops is held against, in the same order; empty when none was reviewed.
    ///   - startedAt: when the run started: ages are counted from then.
    ///   - generator: where chance comes from.
    init(
        manifest: CleanupManifest,
        reviewed: [ReviewedLoop?] = [],
        startedAt: Timestamp,
        generator: any RandomNumberGenerator & Sendable
    ) {
        guards = manifest.guards
        let latestCreation = manifest.guards.minAge.map { startedAt - $0 }
        let rules = manifest.settings.map { settings in
            LoopRules(
                settings: settings,
                target: manifest.target,
                protect: manifest.guards.protect,
                stopWait: manifest.execution.stopWait,
                retry: manifest.execution.retry,
                latestCreation: latestCreation,
                isStopOnly: manifest.execution.isStopOnly
            )
        }
        self.rules = rules
        precondition(reviewed.isEmpty || reviewed.count == manifest.loops.count, "a review is of every loop or of none")
        loops = manifest.loops.enumerated().map { index, entry in
            LoopLifecycle(
                entry: entry,
                rules: rules[entry.settings],
                reviewed: reviewed.isEmpty ? nil : reviewed[index]
            )
        }
        schedule = CallSchedule(callsPerSecond: manifest.execution.callsPerSecond)
        self.generator = generator
    }

    /// Whether every loop has come as far as this phase takes it.
    var isPhaseDone: Bool {
        switch phase {
        case .listing: false
        case .surveying: proposedCount + tally.outcomes.total == loops.count
        case .sweeping, .ending: tally.outcomes.total == loops.count
        }
    }

    /// How many calls are in flight.
    var inFlight: Int { flying.count }

    /// The next moment, after now, at which there is something to do, besides taking in what calls in flight bring.
    ///
    /// - Returns: nil when nothing waits for its time.
    func nextMoment(after now: Duration) -> Duration? { schedule.nextMoment(after: now) }

    /// How far the run is.
    func progress(at now: Duration) -> RunProgress {
        RunProgress(
            total: loops.count,
            looked: phase == .surveying ? proposedCount + tally.outcomes.total : loops.count,
            waiting: drainingCount,
            inFlight: inFlight,
            outcomes: tally.outcomes,
            calls: tally.calls,
            elapsed: now,
            phase: phase
        )
    }

    /// How far the reading of the rules' lists is.
    func progress(of listing: SelectionListing, at now: Duration) -> RunProgress {
        RunProgress(total: 0, looked: listing.listedCount, calls: listing.calls, elapsed: now, phase: .listing)
    }

    /// Takes loops in that the rules found; nothing has been done with any loop yet.
    mutating func admit(_ found: [FoundLoops.Loop]) {
        loops += found.map { LoopLifecycle(entry: $0.entry, rules: rules[$0.entry.settings], reviewed: $0.reviewed) }
    }

    /// Counts the calls that finding loops took: the first of the run.
    mutating func countFinding(_ calls: CallCounts) {
        tally.calls = calls
    }

    /// A random number from 0 up to 1.
    mutating func chance() -> Double { Double.random(in: 0..<1, using: &generator) }

    /// Lets every loop go ahead with what was proposed for it.
    mutating func beginSweep(at now: Duration) {
        guard halt == nil else { return }
        phase = .sweeping
        proposedCount = 0
        for index in loops.indices where loops[index].outcome == nil {
            apply(.proceed, to: index, at: now)
        }
    }

    /// Ends the run: nothing new is started, and every loop without a call in flight ends at once.
    ///
    /// Of several reasons the first counts, but for a signal, which always does.
    mutating func end(_ reason: RunHalt, at now: Duration) {
        guard halt == nil else {
            if case .interrupted = reason, halt?.cutOff != .interrupted { halt = reason }
            return
        }
        halt = reason
        phase = .ending
        schedule.clear()
        for index in loops.indices where loops[index].outcome == nil && !flying.contains(index) {
            apply(.cutOff(reason.cutOff), to: index, at: now)
        }
    }

    /// Wakes the loops whose time has come.
    mutating func wakeLoops(at now: Duration) {
        while let index = schedule.popDue(at: now) {
            apply(.timeIsUp, to: index, at: now)
        }
    }

    /// Takes out the next call to make, and counts it as in flight.
    ///
    /// - Returns: nil when there is none now.
    mutating func nextCall(at now: Duration) -> ServiceCall? {
        guard halt == nil else { return nil }
        if phase == .surveying, nextNew < loops.count, schedule.isEmpty(.describe) {
            apply(.begin, to: nextNew, at: now)
            nextNew += 1
        }
        while let call = schedule.popCall(at: now) {
            guard call.operation.isMutating else { return take(call, at: now) }
            let action = loops[call.loop].handle(.turnCame, at: now, jitter: 0)
            if action != .describe { return take(call, at: now) }
            schedule.enqueue(ServiceCall(loop: call.loop, operation: .describe), urgent: true)
        }
        return nil
    }

    /// Takes note that the run ended before every rule was listed.
    mutating func noteListingCutOff() {
        tally.isListingCutOff = true
    }

    /// Takes back a call that was not made after all.
    mutating func putBack(_ call: ServiceCall, at now: Duration) {
        flying.remove(call.loop)
        apply(.notSent, to: call.loop, at: now)
    }

    /// Takes in how a call came back.
    mutating func arrived(_ call: ServiceCall, _ reply: ServiceReply, at now: Duration) {
        flying.remove(call.loop)
        count(call, reply)
        schedule.answered(call.operation, reply, at: now)
        apply(reply.event(of: call.operation), to: call.loop, at: now)
        if let reason = troubleWithService(reply) { end(reason, at: now) }
    }

    /// Takes out a loop that has ended since this was last asked.
    ///
    /// - Returns: nil when there is none.
    mutating func popEnded() -> LoopLifecycle? {
        unrecorded.popFirst().map { loops[$0] }
    }

    /// Counts a call as in flight.
    private mutating func take(_ call: ServiceCall, at now: Duration) -> ServiceCall {
        schedule.started(call.operation, at: now)
        flying.insert(call.loop)
        return call
    }

    /// Tells a loop what happened and arranges for what it asks for.
    private mutating func apply(_ event: LoopEvent, to index: Int, at now: Duration) {
        let (wasDraining, retried) = (loops[index].isDraining, loops[index].calls.retried)
        let action = loops[index].handle(event, at: now, jitter: chance())
        drainingCount += (loops[index].isDraining ? 1 : 0) - (wasDraining ? 1 : 0)
        tally.calls.retried += loops[index].calls.retried - retried
        if case .end(let outcome) = action {
            let loop = loops[index]
            tally.count(outcome, problem: loop.problem, isAccessProblem: loop.isAccessProblem)
            unrecorded.append(index)
            // A run that is ending already is not ended again.
            if outcome == .failed, halt == nil,
                let breach = guards.breach(failureCount: tally.outcomes[.failed], of: loops.count)
            {
                end(.failures(breach), at: now)
            }
            return
        }
        if let halt { return apply(.cutOff(halt.cutOff), to: index, at: now) }
        switch action {
        case .describe: schedule.enqueue(ServiceCall(loop: index, operation: .describe), urgent: event.isAnswer)
        case .stop: schedule.enqueue(ServiceCall(loop: index, operation: .stop), urgent: event.isAnswer)
        case .delete: schedule.enqueue(ServiceCall(loop: index, operation: .delete), urgent: event.isAnswer)
        case .wait(let moment): schedule.wait(index, until: moment)
        case .propose: proposedCount += 1
        case .end: break
        }
    }

    /// Counts the requests of a call, for its loop and for the run.
    private mutating func count(_ call: ServiceCall, _ reply: ServiceReply) {
        if case .described = reply, loops[call.loop].loop == nil { tally.described += 1 }
        var calls = CallCounts()
        calls[call.operation] = reply.attempts
        calls.retried = max(0, reply.attempts - 1)
        calls.throttled = reply.wasThrottled ? 1 : 0
        loops[call.loop].calls += calls
        tally.calls += calls
    }

    /// Finds out whether an answer means that the whole run cannot go on.
    ///
    /// - Returns: nil when it can.
    private mutating func troubleWithService(_ reply: ServiceReply) -> RunHalt? {
        guard case .failed(let error) = reply else {
            hasBeenAnswered = true
            return nil
        }
        switch error.kind {
        case .credentials:
            return .credentials(error)
        case .unreachable:
            return hasBeenAnswered ? nil : .unreachable(error)
        case .noAnswer, .unreadable:
            strangeAnswers += 1
            return hasBeenAnswered || strangeAnswers < Self.strangeAnswerLimit ? nil : .unreachable(error)
        case .notFound, .invalid, .throttled, .accessDenied, .server, .rejected:
            hasBeenAnswered = true
            return nil
        case .cancelled:
            return nil
        }
    }
}
