import CleanupManifest
import HumanLoops

extension RunState {
    /// Takes out the next call to make, and counts it as in flight.
    ///
    /// - Returns: nil when there is none now.
    mutating func nextCall(at now: Duration) -> ServiceCall? {
        guard halt == nil else { return nil }
        while true {
            let hasMore = goAhead(at: now)
            beginNext(at: now)
            if let call = nextQueuedCall(at: now) { return call }
            // None of those that have gone ahead may be left to call for: then it is the turn of others.
            guard hasMore, halt == nil else { return nil }
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

    /// Takes the next call out of the queues, and counts it as in flight.
    ///
    /// - Returns: nil when there is none now.
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

    /// Counts a call as in flight.
    private mutating func take(_ call: ServiceCall, at now: Duration) -> ServiceCall {
        schedule.started(call.operation, at: now)
        flying[call.loop] = now
        if call.operation.isMutating { changesInFlight += 1 }
        loops.update(call.loop) { $0.sentAt = now }
        var call = call
        call.looksAtStaying = staying.isLooking(call.loop)
        return call
    }
}
