import CleanupManifest
import HumanLoops

extension RunState {
    // MARK: What to call next

    /// Takes out the next call to make, and counts it as in flight; nil when there is none now.
    mutating func nextCall(at now: Duration) -> ServiceCall? {
        guard stop == nil else { return nil }
        while true {
            let hasMore = proceed(at: now)
            beginNext(at: now)
            if let call = nextQueuedCall(at: now) { return call }
            // None of those that have proceeded may be left to call for: then it is the turn of others.
            guard hasMore, stop == nil else { return nil }
        }
    }

    /// Lets loops proceed with what was proposed for them, as many as calls can be made for before long.
    ///
    /// A million loops that all proceeded at once would all be kept in full until their turn came.
    ///
    /// - Returns: whether any has.
    private mutating func proceed(at now: Duration) -> Bool {
        guard phase == .sweeping, proposed.count > 0 else { return false }
        let before = proposed.count
        while let index = proposed.pop(nil) { apply(.proceed, to: index, at: now) }
        for operation in [HumanLoopOperation.stop, .delete] {
            while !schedule.isBehind(operation, width: width), schedule.count(.describe) <= width,
                let index = proposed.pop(operation)
            {
                apply(.proceed, to: index, at: now)
            }
        }
        return proposed.count < before
    }

    private mutating func beginNext(at now: Duration) {
        guard phase == .surveying || proposed.count == 0, schedule.isEmpty(.describe), !schedule.isBehind(width: width),
            let index = loops.takeUnbegun()
        else { return }
        apply(.begin, to: index, at: now)
    }

    /// Takes the next call out of the queues, and counts it as in flight; nil when there is none now.
    private mutating func nextQueuedCall(at now: Duration) -> ServiceCall? {
        while let call = schedule.popCall(at: now, changes: mayChangeMore) {
            guard call.operation.isMutating else { return begin(call, at: now) }
            guard isConfirmed(call.loop, at: now) else { continue }
            switch loops.update(call.loop, { $0.handle(.turnCame, at: now, jitter: 0) }) {
            case .end(let outcome): countEnd(of: call.loop, outcome, at: now)
            case .describe: schedule.enqueue(ServiceCall(loop: call.loop, operation: .describe), urgent: true)
            case .stop, .delete, .wait, .propose: return begin(call, at: now)
            }
        }
        return nil
    }

    /// Whether one more stop or delete may be in flight: were all of them to fail, `maxFailures` would be passed by one.
    private var mayChangeMore: Bool {
        guard let maxFailures = guards.maxFailures else { return true }
        let left = maxFailures.mostLoops(of: wholeCount) - tally.outcomes[.failed]
        return calls.changes <= max(0, left)
    }

    private mutating func begin(_ call: ServiceCall, at now: Duration) -> ServiceCall {
        schedule.started(call.operation, at: now)
        calls.begin(call, at: now)
        loops.update(call.loop) { $0.sentAt = now }
        var call = call
        call.looksAtKeptDuplicate = keptDuplicates.isLooking(call.loop)
        return call
    }

    /// Takes back a call that was not made after all.
    mutating func putBack(_ call: ServiceCall, at now: Duration) {
        calls.end(call)
        apply(.notSent, to: call.loop, at: now)
    }

    /// Takes out the next list to ask for, and counts it as in flight; nil when there is none now.
    mutating func nextList(at now: Duration) -> ListCall? {
        guard stop == nil, waiting.wantsPage, schedule.isOpen(.list, at: now), let call = waiting.ask(at: now) else {
            return nil
        }
        schedule.started(.list, at: now)
        return call
    }

    // MARK: Waiting

    /// Wakes the loops whose time has come.
    mutating func wakeLoops(at now: Duration) {
        while let timer = schedule.popDue(at: now) {
            // A timer that lists or another one have taken the place of says nothing.
            guard loops.wakeTime(of: timer.loop) == timer.at else { continue }
            if lookAtKeptDuplicate(of: timer.loop) { continue }
            apply(.timeIsUp, to: timer.loop, at: now)
        }
        waiting.wake(at: now)
    }

    /// Lets a loop wait: lists are read for it, or it has a time of its own.
    mutating func wait(_ index: Int, until moment: Duration, at now: Duration) {
        let wait = loops.lifecycle(at: index).listedWait
        guard let wait, waiting.covers(index, wait.loop) || waiting.join(index, wait.loop, at: now) else {
            loops.update(index) { $0.wakesAt = moment }
            return schedule.wait(index, until: moment)
        }
        // Lists may never come: at the end of its wait the loop is looked at by itself.
        let isScheduled = loops.update(index) { loop in
            loop.wakesAt = wait.limit
            defer { loop.limitTimer = wait.limit }
            return loop.limitTimer == wait.limit
        }
        if !isScheduled { schedule.wait(index, until: wait.limit) }
    }

    /// Gives loops times of their own that lists are no longer read for.
    mutating func wake(_ released: [Int], at now: Duration) {
        for index in released {
            guard let limit = loops.lifecycle(at: index).listedWait?.limit else { continue }
            let moment = min(limit, now + waiting.policy.delay(beforeLook: 1, jitter: chance()))
            loops.update(index) { $0.wakesAt = moment }
            schedule.wait(index, until: moment)
        }
    }
}
