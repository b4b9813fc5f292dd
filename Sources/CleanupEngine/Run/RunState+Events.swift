import CleanupManifest
import DequeModule
import HumanLoops

extension RunState {
    /// Takes back a call that was not made after all.
    mutating func putBack(_ call: ServiceCall, at now: Duration) {
        flying[call.loop] = nil
        if call.operation.isMutating { changesInFlight -= 1 }
        apply(.notSent, to: call.loop, at: now)
    }

    /// Takes in how a call came back.
    mutating func arrived(_ call: ServiceCall, _ reply: ServiceReply, at now: Duration) {
        let sentAt = flying.removeValue(forKey: call.loop) ?? now
        if call.operation.isMutating { changesInFlight -= 1 }
        schedule.answered(call.operation, count(call, reply), sentAt: sentAt, at: now)
        if case .described(let answer) = reply { note(answer, of: call, at: now) }
        notePatience(with: call, wasThrottled: reply.wasThrottled, at: now)
        if call.looksAtKeptDuplicate {
            takeLookAtKeptDuplicate(reply, by: call.loop, sentAt: sentAt, at: now)
        } else {
            apply(reply.event(of: call.operation), to: call.loop, at: now)
        }
        if let reason = troubleWithService(reply) { end(reason, at: now) }
    }

    /// Tells a loop since when calls of the operation, for whatever loops, have brought nothing but throttles.
    ///
    /// A long time in which the operation was not called says nothing of the service.
    private mutating func notePatience(with call: ServiceCall, wasThrottled: Bool, at now: Duration) {
        guard wasThrottled else {
            throttled[call.operation] = nil
            return
        }
        var throttles = throttled[call.operation] ?? (since: now, last: now)
        if now - throttles.last >= LoopLifecycle.throttlePatience / 2 { throttles.since = now }
        throttles.last = now
        throttled[call.operation] = throttles
        if !call.looksAtKeptDuplicate { loops.update(call.loop) { $0.throttledSince = throttles.since } }
    }

    /// Takes note of the service's time, and of which loop a name stands for where nothing told that before.
    private mutating func note(_ answer: HumanLoopAnswer<HumanLoop>, of call: ServiceCall, at now: Duration) {
        observe(answer.serviceTime, at: now)
        guard !call.looksAtKeptDuplicate else { return }
        let serviceTime = answer.serviceTime ?? serviceNow(at: now)
        let wasIdentified = loops.update(call.loop) { loop in
            loop.serviceTime = serviceTime
            return loop.identity != nil
        }
        if !wasIdentified {
            let loop = loops.lifecycle(at: call.loop)
            sightings.append(LoopSighting(answer.value, rule: loop.entry.rule, keptInstead: loop.keptInstead))
        }
    }

    /// Tells a loop what happened and arranges for what it asks for.
    mutating func apply(_ event: LoopEvent, to index: Int, at now: Duration) {
        let jitter = chance()
        let change = loops.update(index) { loop in
            let (wasDraining, retried, waited) = (loop.isDraining, loop.calls.retried, loop.listedWait?.loop)
            // Whatever happens takes the place of the time that was waited for.
            loop.wakesAt = nil
            let action = loop.handle(event, at: now, jitter: jitter)
            return (
                action: action, isOverdue: loop.isOverdue, draining: (loop.isDraining ? 1 : 0) - (wasDraining ? 1 : 0),
                retried: loop.calls.retried - retried, left: loop.listedWait == nil ? waited : nil
            )
        }
        if let loop = change.left { wake(waiting.leave(index, loop), at: now) }
        drainingCount += change.draining
        tally.calls.retried += change.retried
        if case .end(let outcome) = change.action { return ended(index, outcome, at: now) }
        if let stopReason { return apply(.runEnded(stopReason.kind), to: index, at: now) }
        switch change.action {
        case .describe: schedule.enqueue(ServiceCall(loop: index, operation: .describe), urgent: event.isAnswer)
        // First come, first served: a look grows old in the queue, and one whose turn had come before is not passed over.
        case .stop: schedule.enqueue(ServiceCall(loop: index, operation: .stop), urgent: change.isOverdue)
        case .delete: schedule.enqueue(ServiceCall(loop: index, operation: .delete), urgent: change.isOverdue)
        case .wait(let moment): wait(index, until: moment, at: now)
        case .propose(let proposal): if isConfirmed(index, at: now) { propose(proposal, for: index, at: now) }
        case .end: break
        }
    }

    /// Takes a proposal in: it waits for consent, or is gone ahead with at once.
    mutating func propose(_ proposal: LoopProposal, for index: Int, at now: Duration) {
        let entry = loops.lifecycle(at: index).entry
        var look = SurveyCensus()
        (look.looked, look.found) = (1, 1)
        // What an earlier part was about to stop counts as stopped.
        if proposal == .stop, !earlier.stopped.contains(entry.name) { look.stops = 1 }
        census.add(look, isNamed: entry.rule == nil)
        if phase == .sweeping { return apply(.proceed, to: index, at: now) }
        proposed.append(index, for: proposal)
        loops.rest(index)
    }

    /// Takes in that a loop has ended.
    mutating func ended(_ index: Int, _ outcome: LoopOutcome, at now: Duration) {
        let loop = loops.lifecycle(at: index)
        if loop.proposal == nil {
            var look = SurveyCensus()
            look.looked = 1
            if loop.isMissing { look.missing = 1 }
            if loop.isVanished { look.vanished = 1 }
            if loop.describedAt != nil { look.found = 1 }
            census.add(look, isNamed: loop.entry.rule == nil)
        }
        tally.count(outcome, problem: loop.problem, isAccessProblem: loop.isAccessProblem)
        unrecorded.append(index)
        if keepsEnded { loops.rest(index) }
        // A run that is ending already is not ended again.
        guard outcome == .failed, stopReason == nil,
            let breach = guards.breach(failureCount: tally.outcomes[.failed], of: wholeCount)
        else { return }
        end(.failures(breach), at: now)
    }

    /// Counts the requests of a call, for its loop and for the run.
    private mutating func count(_ call: ServiceCall, _ reply: ServiceReply) -> CallCounts {
        var calls = CallCounts()
        calls[call.operation] = reply.attempts
        calls.retried = max(0, reply.attempts - 1)
        calls.throttled = reply.wasThrottled ? 1 : 0
        tally.calls += calls
        let wasKnown = loops.update(call.loop) { loop in
            loop.calls += calls
            return loop.describedAt != nil
        }
        if case .described = reply, !wasKnown { tally.described += 1 }
        return calls
    }

    /// Finds out whether an answer means that the whole run cannot go on; nil when it can.
    private mutating func troubleWithService(_ reply: ServiceReply) -> RunStopReason? {
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
        case .cancelled, .heldBack:
            return nil
        }
    }
}

extension RunState {
    /// Ends the run: nothing new is started, and every loop without a call in flight ends at once.
    ///
    /// Of several reasons the first counts, but for a signal, which always does.
    mutating func end(_ reason: RunStopReason, at now: Duration) {
        guard stopReason == nil else {
            if case .interrupted = reason, stopReason?.kind != .interrupted { stopReason = reason }
            return
        }
        (stopReason, stoppedAt) = (reason, now)
        phase = .ending
        schedule.clear()
        waiting.clear()
        for index in loops.begun where flying[index] == nil && loops.lifecycle(at: index).outcome == nil {
            if loops.isParked(index) {
                // It stays as it is, and ends when its result is asked for.
                count(lifecycleAfterStop(at: index))
                unrecorded.append(index)
            } else {
                apply(.runEnded(reason.kind), to: index, at: now)
            }
        }
        // Loops that have not begun end as well; each is made again when its result is asked for, so that none is kept.
        for index in nextNew..<loops.count {
            count(unbegunLoop(at: index, reason.kind, at: now))
        }
    }

    private mutating func count(_ loop: LoopLifecycle) {
        guard let outcome = loop.outcome else { return }
        tally.count(outcome, problem: loop.problem, isAccessProblem: loop.isAccessProblem)
    }

    /// A loop as it stands, or as it ends because the run does.
    func lifecycleAfterStop(at index: Int) -> LoopLifecycle {
        var loop = loops.lifecycle(at: index)
        if let stopReason, loops.isParked(index), loop.outcome == nil {
            _ = loop.handle(.runEnded(stopReason.kind), at: stoppedAt, jitter: 0)
        }
        return loop
    }

    private func unbegunLoop(at index: Int, _ reason: RunStopReason.Kind, at now: Duration) -> LoopLifecycle {
        var loop = loops.lifecycle(at: index)
        _ = loop.handle(.runEnded(reason), at: now, jitter: 0)
        return loop
    }

    /// Takes out a loop that has ended since this was last asked; nil when there is none.
    mutating func popEnded(at now: Duration) -> LoopLifecycle? {
        if let index = unrecorded.popFirst() {
            let loop = lifecycleAfterStop(at: index)
            if keepsEnded { recorded.append(index) } else { loops.forget(index) }
            return loop
        }
        guard let stopReason, nextNew < loops.count else { return nil }
        nextNew += 1
        return unbegunLoop(at: nextNew - 1, stopReason.kind, at: now)
    }
}
