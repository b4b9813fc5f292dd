import CleanupManifest
import HumanLoops

extension RunState {
    /// Puts together what the plan says of a loop.
    func plannedLoop(at index: Int, sources: [String]) -> PlannedLoop {
        let loop = halt == nil ? loops.lifecycle(at: index) : lifecycleAfterHalt(at: index)
        var planned = loop.plannedLoop(sources: sources)
        planned.stays = loop.stays.map { staying.latest(of: $0) }
        return planned
    }

    /// Finds out whether a loop may be proposed, stopped or deleted: for a duplicate, the loop that stays must be there.
    ///
    /// - Returns: false when it may not, or when that is not known yet; then it goes on when the look has come back.
    mutating func isConfirmed(_ index: Int, at now: Duration) -> Bool {
        guard let stays = loops.stays(of: index) else { return true }
        let lifecycle = loops.lifecycle(at: index)
        guard let duplicate = lifecycle.loop else { return true }
        switch staying.ask(about: stays.name, for: index, since: lifecycle.describedAt ?? now) {
        case .seen(let seen):
            guard let objection = stays.objection(to: duplicate, seen: seen) else { return true }
            apply(.overruled(objection), to: index, at: now)
        case .toBeSeen:
            lookAtStaying(index)
        case .awaited:
            break
        }
        return false
    }

    /// Asks for a look at the loop that stays in the place of a duplicate, if the duplicate is to make one.
    ///
    /// - Returns: whether it is.
    @discardableResult
    mutating func lookAtStaying(_ index: Int) -> Bool {
        guard staying.isLooking(index) else { return false }
        loops.update(index) { $0.wakesAt = nil }
        schedule.enqueue(ServiceCall(loop: index, operation: .describe), urgent: true)
        return true
    }

    /// Takes in how a look at the loop that stays in the place of a duplicate came back.
    mutating func takeLookAtStaying(_ reply: ServiceReply, by index: Int, sentAt: Duration, at now: Duration) {
        if let halt { return apply(.cutOff(halt.cutOff), to: index, at: now) }
        let rules = loops.lifecycle(at: index).rules
        switch staying.take(reply, by: index, rules: rules, sentAt: sentAt, at: now, jitter: chance()) {
        case .known(let waiting):
            // When one of them ends the run, the others end with it.
            for index in waiting where halt == nil { goOn(index, at: now) }
        case .failed(let error, let waiting):
            for index in waiting where halt == nil {
                let named = loops.stays(of: index)?.naming(error) ?? error
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

    /// Lets a duplicate go on that has waited for the look at the loop that stays.
    private mutating func goOn(_ index: Int, at now: Duration) {
        let loop = loops.lifecycle(at: index)
        if case .queued(let operation) = loop.state {
            schedule.enqueue(ServiceCall(loop: index, operation: operation), urgent: true)
        } else if let proposal = loop.proposal, isConfirmed(index, at: now) {
            propose(proposal, for: index, at: now)
        }
    }
}
