package import CleanupManifest
package import HumanLoops

/// A clean-up from the first look to the last result: it makes the calls that the state of the run asks for.
///
/// First `survey`, which changes nothing; then, when the operator consents, `sweep`.
package struct CleanupRun<Service: HumanLoopService, C: Clock>: Sendable where C.Duration == Duration {
    /// How long calls in flight may take to end after a signal asked the run to end.
    package static var grace: Duration { .seconds(10) }
    /// How often what was written is made durable, and the progress shown, when nothing else happens.
    static var tick: Duration { .seconds(1) }

    let manifest: CleanupManifest
    /// The loops that are never kept in the place of duplicates: those that an earlier part of the run has changed, or may
    /// have, and those that other documents of the file remove.
    let removing: Set<HumanLoopName>
    let service: Service
    let clock: C
    let start: C.Instant
    let startedAt: Timestamp
    let stopRequest: StopRequest
    /// Where evidence and results are written; nil when nothing is changed.
    let recorder: (any RunRecorder)?
    let observer: (any RunObserver)?
    var state: RunState
    /// When calls in flight are given up; nil while they are not to be.
    private var graceEnds: Duration?
    var nextTick = Duration.zero

    /// Prepares a run; nothing is called yet.
    package init(
        manifest: CleanupManifest,
        preconditions: [LoopPrecondition?] = [],
        hasConsent: Bool = false,
        earlier: EarlierParts = EarlierParts(),
        planExpiry: Timestamp? = nil,
        service: Service,
        clock: C,
        startedAt: Timestamp,
        stopRequest: StopRequest = StopRequest(),
        recorder: (any RunRecorder)? = nil,
        observer: (any RunObserver)? = nil,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.manifest = manifest
        removing = earlier.removing.union(
            zip(manifest.loops, preconditions).lazy.filter { $1?.trace?.wasTouched ?? false }.map { $0.0.name }
        )
        self.service = service
        self.clock = clock
        start = clock.now
        self.startedAt = startedAt
        self.stopRequest = stopRequest
        self.recorder = recorder
        self.observer = observer
        state = RunState(
            manifest: manifest,
            preconditions: preconditions,
            hasConsent: hasConsent,
            earlier: earlier,
            planExpiry: planExpiry,
            startedAt: startedAt,
            generator: generator
        )
    }

    /// Finds what the rules select, looks at every loop, changes none, and says what would be done.
    @concurrent
    package mutating func survey() async -> CleanupPlan {
        var (scope, breaches) = await findLoops()
        if state.stopReason == nil { await drive() }
        let loops = PlannedLoops(of: state, sources: manifest.sources)
        if state.stopReason == nil { breaches = state.breaches(at: elapsed) }
        return CleanupPlan(
            name: manifest.name,
            loops: loops,
            findings: scope.findings,
            breaches: breaches,
            stopReason: state.stopReason,
            calls: state.tally.calls
        )
    }

    /// Ends the run before anything is changed: the loops that were only looked at end as `notAttempted`.
    package mutating func refuse(_ reason: RunStopReason) { state.end(reason, at: elapsed) }

    /// Stops, waits and deletes as was proposed, until every loop has ended; after a refusal it only writes the results.
    @concurrent
    package mutating func sweep() async -> RunEnd {
        state.beginSweep()
        await drive()
        return end
    }

    /// Does all of it in one go, for an operator who has consented before: what the rules select is found, and loops are
    /// stopped and deleted as soon as they were looked at and no guard can be breached any more.
    @concurrent
    package mutating func carryOut() async -> RunEnd {
        _ = await findLoops()
        await drive()
        return end
    }

    private var end: RunEnd {
        var end = RunEnd(
            loopCount: state.loops.count,
            outcomes: state.tally.outcomes,
            calls: state.tally.calls,
            stopReason: state.stopReason,
            hasBegunSweep: state.hasBegunSweep,
            exitCode: ExitCode(tally: state.tally, stopReason: state.stopReason),
            startedAt: startedAt,
            endedAt: startedAt + elapsed
        )
        end.leavesLaterLoops = state.tally.leavesLaterLoops
        return end
    }

    package var stopReason: RunStopReason? { state.stopReason }

    package var sightings: [LoopSighting] { state.sightings }

    package var tally: RunTally { state.tally }

    /// The time by the service's clock; by the machine's as long as the service has not told.
    package var serviceNow: Timestamp { state.contact.time(at: elapsed) }

    var elapsed: Duration { start.duration(to: clock.now) }

    /// Makes calls and takes in what they bring until the phase is done, where the service had rather be called.
    ///
    /// What is written meanwhile is written there too: while a disk or a terminal takes nothing, no answer is heard, and one
    /// that is given up for that is looked up as any lost one.
    private mutating func drive() async {
        await withTaskExecutorPreference(service.taskExecutor) { await makeCalls() }
    }

    private mutating func makeCalls() async {
        await withTaskGroup(of: RunArrival.self) { group in
            awaitSignal(in: &group)
            var sleepingUntil: Duration?
            while true {
                let now = settle(&group)
                while record() { await Task.yield() }
                if state.isPhaseDone { break }
                if let moment = nextMoment(after: now), sleepingUntil.map({ moment < $0 }) ?? true {
                    sleepingUntil = moment
                    sleep(until: moment, in: &group)
                }
                guard let arrival = await group.next() else { break }
                if case .woke(let moment) = arrival, moment == sleepingUntil { sleepingUntil = nil }
                take(arrival)
            }
            group.cancelAll()
            // A page that no one waits for any more was asked for all the same, and counts.
            while let arrival = await group.next() {
                if case .listed = arrival { take(arrival) }
            }
        }
    }

    /// Does everything that can be done now, and tells the moment of it: what comes due later is yet to be done.
    private mutating func settle(_ group: inout TaskGroup<RunArrival>) -> Duration {
        let now = elapsed
        // The signal may have come before its task was heard: nothing new is started after it.
        if let signal = stopRequest.signal { end(.interrupted(signal), at: now) }
        if let deadline = manifest.execution.deadline, now >= deadline { end(.deadline, at: now) }
        if let graceEnds, now >= graceEnds { group.cancelAll() }
        state.wakeLoops(at: now)
        state.beginSweepIfSettled(at: now)
        while state.inFlight < manifest.execution.concurrency, let call = state.nextList(at: now) {
            start(call, in: &group)
        }
        startCalls(in: &group, at: now)
        synchronize(at: now)
        if !state.isPhaseDone { tellProgress(at: now) }
        return now
    }

    private mutating func tellProgress(at now: Duration) {
        guard let observer, observer.isDue(in: state.phase, at: now) else { return }
        var progress = state.progress(at: now)
        progress.grace = graceEnds.map { max(.zero, $0 - now) }
        observer.observe(progress)
    }

    private mutating func take(_ arrival: RunArrival) {
        let now = elapsed
        switch arrival {
        case .answered(let call, let reply): state.arrived(call, reply, at: now)
        case .listed(let call, let reply): state.arrived(call, reply, at: now)
        case .signalled(let signal): end(.interrupted(signal), at: now)
        case .selected: preconditionFailure("no rule is followed any more")
        case .woke, .nothing: break
        }
    }

    /// Ends the run early, and gives calls in flight a while to end.
    private mutating func end(_ reason: RunStopReason, at now: Duration) {
        graceEnds = graceEnds ?? now + Self.grace
        state.end(reason, at: now)
    }

    /// When something is to be done next, besides taking in answers; nil when nothing waits for its time.
    private func nextMoment(after now: Duration) -> Duration? {
        var moments = [state.nextMoment(after: now), graceEnds.flatMap { $0 > now ? $0 : nil }]
        if recorder != nil || observer != nil { moments.append(now + Self.tick) }
        if state.stopReason == nil { moments.append(manifest.execution.deadline) }
        return moments.compactMap(\.self).min()
    }

    func awaitSignal(in group: inout TaskGroup<RunArrival>) {
        let stopRequest = stopRequest
        group.addTask { await stopRequest.wait().map { .signalled($0) } ?? .nothing }
    }

    func sleep(until moment: Duration, in group: inout TaskGroup<RunArrival>) {
        let (clock, instant) = (clock, start.advanced(by: moment))
        group.addTask {
            do {
                try await clock.sleep(until: instant, tolerance: nil)
                return .woke(moment)
            } catch {
                return .nothing
            }
        }
    }
}
