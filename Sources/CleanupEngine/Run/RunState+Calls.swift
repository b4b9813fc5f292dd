import CleanupManifest
import HumanLoops

extension RunState {
    /// Takes out the next call to make, and counts it as in flight; nil when there is none now.
    mutating func nextCall(at now: Duration) -> ServiceCall? {
        guard stopReason == nil else { return nil }
        while true {
            let hasMore = goAhead(at: now)
            beginNext(at: now)
            if let call = nextQueuedCall(at: now) { return call }
            // None of those that have gone ahead may be left to call for: then it is the turn of others.
            guard hasMore, stopReason == nil else { return nil }
        }
    }

    /// Begins the next loop, when those that have begun leave room.
    private mutating func beginNext(at now: Duration) {
        guard phase == .surveying || proposed.isEmpty, nextNew < loops.count, schedule.isEmpty(.describe),
            !schedule.isBehind(width: width)
        else { return }
        nextNew += 1
        apply(.begin, to: nextNew - 1, at: now)
    }

    /// Takes the next call out of the queues, and counts it as in flight; nil when there is none now.
    private mutating func nextQueuedCall(at now: Duration) -> ServiceCall? {
        while let call = schedule.popCall(at: now, changes: mayChangeMore) {
            guard call.operation.isMutating else { return take(call, at: now) }
            guard isConfirmed(call.loop, at: now) else { continue }
            switch loops.update(call.loop, { $0.handle(.turnCame, at: now, jitter: 0) }) {
            case .end(let outcome): ended(call.loop, outcome, at: now)
            case .describe: schedule.enqueue(ServiceCall(loop: call.loop, operation: .describe), urgent: true)
            default: return take(call, at: now)
            }
        }
        return nil
    }

    /// Lets loops go ahead with what was proposed for them, as many as calls can be made for before long.
    ///
    /// A million loops that all went ahead at once would all be kept in full until their turn came.
    ///
    /// - Returns: whether any has.
    private mutating func goAhead(at now: Duration) -> Bool {
        guard phase == .sweeping, !proposed.isEmpty else { return false }
        let before = proposed.count
        while let index = proposed.popWait() { apply(.proceed, to: index, at: now) }
        for operation in [HumanLoopOperation.stop, .delete] {
            while !schedule.isBehind(operation, width: width), schedule.count(.describe) <= width,
                let index = proposed.pop(operation)
            {
                apply(.proceed, to: index, at: now)
            }
        }
        return proposed.count < before
    }

    /// Whether one more stop or delete may be in flight: were all of them to fail, `maxFailures` would be passed by one.
    private var mayChangeMore: Bool {
        guard let maxFailures = guards.maxFailures else { return true }
        let left = maxFailures.mostLoops(of: wholeCount) - tally.outcomes[.failed]
        return changesInFlight <= max(0, left)
    }

    private mutating func take(_ call: ServiceCall, at now: Duration) -> ServiceCall {
        schedule.started(call.operation, at: now)
        flying[call.loop] = now
        if call.operation.isMutating { changesInFlight += 1 }
        loops.update(call.loop) { $0.sentAt = now }
        var call = call
        call.looksAtKeptDuplicate = keptDuplicates.isLooking(call.loop)
        return call
    }
}

extension RunState {
    /// Takes out the next list to ask for, and counts it as in flight; nil when there is none now.
    mutating func nextList(at now: Duration) -> ListCall? {
        guard stopReason == nil, waiting.wantsPage, schedule.isOpen(.list, at: now), let call = waiting.ask(at: now)
        else {
            return nil
        }
        schedule.started(.list, at: now)
        return call
    }

    /// Takes in how a list came back, and tells the loops that it names.
    mutating func arrived(
        _ call: ListCall,
        _ reply: Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError>,
        at now: Duration
    ) {
        var calls = CallCounts()
        switch reply {
        case .success(let answer):
            calls.list = answer.attempts
            hasBeenAnswered = true
            observe(answer.serviceTime, at: now)
        case .failure(let error):
            calls.list = error.attempts
            calls.throttled = error.kind == .throttled ? 1 : 0
        }
        calls.retried = max(0, calls.list - 1)
        // What failed is read again, from its first page.
        if case .failure = reply { tally.calls.retried += 1 }
        tally.calls += calls
        schedule.answered(.list, calls, sentAt: call.sentAt, at: now)
        switch reply {
        case .failure(let error): wake(waiting.fail(error, of: call, at: now, jitter: chance()), at: now)
        case .success(let answer): take(answer.value, of: call, at: now)
        }
    }

    private mutating func take(_ page: HumanLoopPage, of call: ListCall, at now: Duration) {
        var hasNews = false
        for (index, row) in waiting.take(page, of: call) {
            // The loop may have been let go by what happened to one before it.
            guard let known = loops.lifecycle(at: index).listedWait?.loop else { continue }
            hasNews = hasNews || known.status != row.status
            // A loop that would only grow old in the queue of deletes is left for the next list to tell of.
            if row.status == .stopped, schedule.isBehind(width: width) { continue }
            apply(.sighted(row), to: index, at: now)
        }
        let (absent, released) = waiting.finishRound(of: call, hasNews: hasNews, at: now, jitter: chance())
        for index in absent where loops.lifecycle(at: index).listedWait != nil { apply(.timeIsUp, to: index, at: now) }
        wake(released, at: now)
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

extension RunState {
    /// Puts together what the plan says of a loop.
    func plannedLoop(at index: Int, sources: [String]) -> PlannedLoop {
        let loop = stopReason == nil ? loops.lifecycle(at: index) : lifecycleAfterStop(at: index)
        var planned = loop.plannedLoop(sources: sources)
        planned.keptInstead = loop.keptInstead.map { keptDuplicates.latest(of: $0) }
        return planned
    }

    /// Finds out whether a loop may be proposed, stopped or deleted: for a duplicate, the loop that stays must be there.
    ///
    /// - Returns: false when it may not, or when that is not known yet; then it goes on when the look has come back.
    mutating func isConfirmed(_ index: Int, at now: Duration) -> Bool {
        guard let keptInstead = loops.keptInstead(of: index) else { return true }
        let lifecycle = loops.lifecycle(at: index)
        guard let duplicate = lifecycle.loop else { return true }
        switch keptDuplicates.ask(about: keptInstead.name, for: index, since: lifecycle.describedAt ?? now) {
        case .seen(let seen):
            guard let objection = keptInstead.objection(to: duplicate, seen: seen) else { return true }
            apply(.overruled(objection), to: index, at: now)
        case .toBeSeen:
            lookAtKeptDuplicate(index)
        case .awaited:
            break
        }
        return false
    }

    /// Asks for a look at the loop that stays in the place of a duplicate, if the duplicate is to make one.
    @discardableResult
    mutating func lookAtKeptDuplicate(_ index: Int) -> Bool {
        guard keptDuplicates.isLooking(index) else { return false }
        loops.update(index) { $0.wakesAt = nil }
        schedule.enqueue(ServiceCall(loop: index, operation: .describe), urgent: true)
        return true
    }

    /// Takes in how a look at the loop that stays in the place of a duplicate came back.
    mutating func takeLookAtKeptDuplicate(_ reply: ServiceReply, by index: Int, sentAt: Duration, at now: Duration) {
        if let stopReason { return apply(.runEnded(stopReason.kind), to: index, at: now) }
        let rules = loops.lifecycle(at: index).rules
        switch keptDuplicates.take(reply, by: index, rules: rules, sentAt: sentAt, at: now, jitter: chance()) {
        case .known(let waiting):
            // When one of them ends the run, the others end with it.
            for index in waiting where stopReason == nil { resume(index, at: now) }
        case .failed(let error, let waiting):
            for index in waiting where stopReason == nil {
                let named = loops.keptInstead(of: index)?.naming(error) ?? error
                apply(.callFailed(.describe, named), to: index, at: now)
            }
        case .again(let moment):
            tally.calls.retried += 1
            loops.update(index) { loop in
                loop.calls.retried += 1
                loop.wakesAt = moment
            }
            schedule.wait(index, until: moment)
        }
    }

    private mutating func resume(_ index: Int, at now: Duration) {
        let loop = loops.lifecycle(at: index)
        if case .queued(let operation) = loop.state {
            schedule.enqueue(ServiceCall(loop: index, operation: operation), urgent: true)
        } else if let proposal = loop.proposal, isConfirmed(index, at: now) {
            propose(proposal, for: index, at: now)
        }
    }
}
