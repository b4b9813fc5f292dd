import HumanLoops

extension RunState {
    /// Takes out the next list to ask for, and counts it as in flight.
    ///
    /// - Returns: nil when there is none now.
    mutating func nextList(at now: Duration) -> ListCall? {
        guard halt == nil, waiting.wantsPage, schedule.isOpen(.list, at: now), let call = waiting.ask(at: now) else {
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

    /// Takes a page in, and looks at the loops that it should have named.
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
