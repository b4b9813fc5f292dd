import CleanupManifest
import HumanLoops

extension RunState {
    /// Tells a loop what happened and arranges for what it asks for.
    mutating func apply(_ event: LoopEvent, to index: Int, at now: Duration) {
        let jitter = chance()
        let change = loops.update(index) { loop in
            let (cause, retried, waited) = (loop.waitCause, loop.calls.retried, loop.listedWait?.loop)
            // Whatever happens takes the place of the time that was waited for.
            loop.wakesAt = nil
            let action = loop.handle(event, at: now, jitter: jitter)
            return (
                action: action, isOverdue: loop.isOverdue, causes: (before: cause, after: loop.waitCause),
                retried: loop.calls.retried - retried, left: loop.listedWait == nil ? waited : nil
            )
        }
        if let loop = change.left { wake(waiting.leave(index, loop), at: now) }
        waits.move(from: change.causes.before, to: change.causes.after)
        if change.causes.after == .worker, change.causes.before != .worker { longestWaits.append(index) }
        tally.calls.retried += change.retried
        if case .end(let outcome) = change.action { return countEnd(of: index, outcome, at: now) }
        if let stopReason { return apply(.runEnded(stopReason), to: index, at: now) }
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

    /// Takes a proposal in: it waits for consent, or proceeds at once.
    mutating func propose(_ proposal: LoopProposal, for index: Int, at now: Duration) {
        let entry = loops.lifecycle(at: index).entry
        // What an earlier part was about to stop counts as stopped.
        let isStop = proposal == .stop && !earlier.stopped.contains(entry.name)
        census.add(SurveyCensus(looked: 1, stops: isStop ? 1 : 0, found: 1), isNamed: entry.rule == nil)
        if phase == .sweeping { return apply(.proceed, to: index, at: now) }
        proposed.append(index, for: proposal)
        loops.park(index)
    }

    /// Takes in that a loop has ended.
    mutating func countEnd(of index: Int, _ outcome: LoopOutcome, at now: Duration) {
        let loop = loops.lifecycle(at: index)
        if loop.proposal == nil {
            let look = SurveyCensus(
                looked: 1,
                missing: loop.isMissing ? 1 : 0,
                vanished: loop.isVanished ? 1 : 0,
                found: loop.describedAt == nil ? 0 : 1
            )
            census.add(look, isNamed: loop.entry.rule == nil)
        }
        tally.count(loop)
        ended.append(index)
        if ended.keepsRecorded { loops.park(index) }
        // A run that is ending already is not ended again.
        guard outcome == .failed, stop == nil,
            let breach = guards.breach(failureCount: tally.outcomes[.failed], of: wholeCount)
        else { return }
        end(.failures(breach), at: now)
    }

    // MARK: The end of the run

    /// Ends every loop without a call in flight, because the run ends.
    mutating func endLoops(with reason: RunStopReason, at now: Duration) {
        for index in loops.begun where !calls.contains(index) && loops.lifecycle(at: index).outcome == nil {
            if loops.isParked(index) {
                // It stays as it is, and ends when its result is asked for.
                tally.count(lifecycleAfterStop(at: index))
                ended.append(index)
            } else {
                apply(.runEnded(reason), to: index, at: now)
            }
        }
        // Loops that have not begun end as well; each is made again when its result is asked for, so that none is kept.
        for index in loops.unbegun { tally.count(unbegunLoop(at: index, reason, at: now)) }
    }

    /// A loop as it stands, or as it ends because the run does.
    func lifecycleAfterStop(at index: Int) -> LoopLifecycle {
        var loop = loops.lifecycle(at: index)
        if let stop, loops.isParked(index), loop.outcome == nil {
            _ = loop.handle(.runEnded(stop.reason), at: stop.at, jitter: 0)
        }
        return loop
    }

    private func unbegunLoop(at index: Int, _ reason: RunStopReason, at now: Duration) -> LoopLifecycle {
        var loop = loops.lifecycle(at: index)
        _ = loop.handle(.runEnded(reason), at: now, jitter: 0)
        return loop
    }

    /// Takes out a loop that has ended since this was last asked; nil when there is none.
    mutating func popEnded(at now: Duration) -> LoopLifecycle? {
        if let index = ended.popUnrecorded() {
            let loop = lifecycleAfterStop(at: index)
            if !ended.keepsRecorded { loops.forget(index) }
            return loop
        }
        guard let stopReason, let index = loops.takeUnbegun() else { return nil }
        return unbegunLoop(at: index, stopReason, at: now)
    }

    /// Makes a loop's line of the plan.
    func plannedLoop(at index: Int, sources: [String]) -> PlannedLoop {
        let loop = stop == nil ? loops.lifecycle(at: index) : lifecycleAfterStop(at: index)
        var planned = loop.plannedLoop(sources: sources)
        planned.keptInstead = loop.keptInstead.map { keptDuplicates.latest(of: $0) }
        return planned
    }
}
