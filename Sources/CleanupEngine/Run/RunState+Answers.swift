import CleanupManifest
import HumanLoops

extension RunState {
    // MARK: Calls for one loop

    /// Takes in what a call brought back.
    mutating func arrived(_ call: ServiceCall, _ answer: HumanLoopAnswer<LoopEvent>, at now: Duration) {
        let sentAt = calls.end(call) ?? now
        forecast.answered(after: now - sentAt)
        let (event, error) = (answer.value, answer.value.error)
        schedule.answered(call.operation, count(call, answer), sentAt: sentAt, at: now)
        if case .described(let loop) = event { note(loop, answer.serviceTime, of: call, at: now) }
        let throttledSince = contact.noteThrottle(of: call.operation, error?.kind == .throttled, at: now)
        if call.looksAtKeptDuplicate {
            takeLookAtKeptDuplicate(event, by: call.loop, sentAt: sentAt, at: now)
        } else {
            if let throttledSince { loops.update(call.loop) { $0.throttledSince = throttledSince } }
            apply(event, to: call.loop, at: now)
        }
        if let reason = contact.trouble(after: error) { end(reason, at: now) }
    }

    /// Counts the requests of a call, which it hands back, for its loop and for the run.
    private mutating func count(_ call: ServiceCall, _ answer: HumanLoopAnswer<LoopEvent>) -> CallCounts {
        let requests = CallCounts(call.operation, attempts: answer.attempts, answer.value.error)
        tally.calls += requests
        let wasKnown = loops.update(call.loop) { loop in
            loop.calls += requests
            return loop.describedAt != nil
        }
        if case .described = answer.value, !wasKnown { tally.described += 1 }
        return requests
    }

    /// Takes note of the service's time, and of which loop a name stands for where nothing told that before.
    private mutating func note(_ seen: HumanLoop, _ serviceTime: Timestamp?, of call: ServiceCall, at now: Duration) {
        contact.observe(serviceTime, at: now)
        guard !call.looksAtKeptDuplicate else { return }
        let serviceTime = serviceTime ?? contact.time(at: now)
        let wasIdentified = loops.update(call.loop) { loop in
            loop.serviceTime = serviceTime
            return loop.identity != nil
        }
        if !wasIdentified {
            let loop = loops.lifecycle(at: call.loop)
            let sighting = LoopSighting(
                name: seen.name,
                status: seen.status,
                creationTime: seen.creationTime,
                flowDefinitionARN: seen.flowDefinitionARN,
                rule: loop.entry.rule,
                keptInstead: loop.keptInstead
            )
            sightings.append(sighting)
        }
    }

    // MARK: Lists

    /// Takes in how a list came back, and tells the loops that it names.
    mutating func arrived(_ call: ListCall, _ reply: ListReply, at now: Duration) {
        let requests = CallCounts(reply)
        tally.calls += requests
        schedule.answered(.list, requests, sentAt: call.sentAt, at: now)
        switch reply {
        case .failure(let error):
            // What failed is read again, from its first page.
            tally.calls.retried += 1
            wake(waiting.fail(error, of: call, at: now, jitter: chance()), at: now)
        case .success(let answer):
            contact.hasAnswered = true
            contact.observe(answer.serviceTime, at: now)
            take(answer.value, of: call, at: now)
        }
    }

    /// Takes a page in, and looks at the loops that it should have named.
    private mutating func take(_ page: HumanLoopPage, of call: ListCall, at now: Duration) {
        let flowDefinitionARN = call.query.flowDefinitionARN
        sightings += loops.pin(page.summaries, of: flowDefinitionARN).map { row in
            LoopSighting(
                name: row.name,
                status: row.status,
                creationTime: row.creationTime,
                flowDefinitionARN: row.flowDefinitionARN ?? flowDefinitionARN
            )
        }
        var hasNews = false
        for (index, row) in waiting.take(page, of: call) {
            // The loop may have been released by what happened to one before it.
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

    // MARK: Kept duplicates

    /// Finds out whether a loop may be proposed, stopped or deleted: for a duplicate, the kept one must be there.
    ///
    /// - Returns: false when it may not, or when that is not known yet; then it continues when the look has come back.
    mutating func isConfirmed(_ index: Int, at now: Duration) -> Bool {
        guard let keptInstead = loops.keptInstead(of: index) else { return true }
        let lifecycle = loops.lifecycle(at: index)
        guard let duplicate = lifecycle.loop else { return true }
        switch keptDuplicates.ask(about: keptInstead.name, for: index, since: lifecycle.describedAt ?? now) {
        case .seen(let seen):
            guard let objection = keptInstead.objection(to: duplicate, seen: seen) else { return true }
            apply(.overruled(objection), to: index, at: now)
        case .toBeSeen: lookAtKeptDuplicate(of: index)
        case .awaited: break
        }
        return false
    }

    /// Asks for a look at the kept duplicate of a loop; false when that loop is to make none.
    @discardableResult
    mutating func lookAtKeptDuplicate(of index: Int) -> Bool {
        guard keptDuplicates.isLooking(index) else { return false }
        loops.update(index) { $0.wakesAt = nil }
        schedule.enqueue(ServiceCall(loop: index, operation: .describe), urgent: true)
        return true
    }

    private mutating func takeLookAtKeptDuplicate(
        _ event: LoopEvent,
        by index: Int,
        sentAt: Duration,
        at now: Duration
    ) {
        if let stopReason { return apply(.runEnded(stopReason), to: index, at: now) }
        let rules = loops.lifecycle(at: index).rules
        switch keptDuplicates.take(event, by: index, rules: rules, sentAt: sentAt, at: now, jitter: chance()) {
        case .known(let waiting):
            // When one of them ends the run, the others end with it.
            for index in waiting where stop == nil { resume(index, at: now) }
        case .failed(let error, let waiting):
            for index in waiting where stop == nil {
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

    /// Lets a duplicate continue that has waited for the look at its kept duplicate.
    private mutating func resume(_ index: Int, at now: Duration) {
        let loop = loops.lifecycle(at: index)
        if case .queued(let operation) = loop.state {
            schedule.enqueue(ServiceCall(loop: index, operation: operation), urgent: true)
        } else if let proposal = loop.proposal, isConfirmed(index, at: now) {
            propose(proposal, for: index, at: now)
        }
    }
}
