import CleanupManifest
import HumanLoops

extension LoopLifecycle {
    mutating func describe() -> LoopAction {
        state = .describing
        return .describe
    }

    /// Takes in a description: is it the same loop, may it be touched, and what does its status ask for.
    mutating func look(at seen: HumanLoop, at now: Duration, jitter: Double) -> LoopAction {
        (failedLooks, missingLooks, throttles) = (0, 0, 0)
        if let identity,
            identity.creationTime != seen.creationTime || identity.flowDefinitionARN != seen.flowDefinitionARN
        {
            // A loop of another account or region says nothing of the one that is meant.
            if let misplaced = rules.targetRefusal(of: seen, named: entry) {
                return end(.refused, by: misplaced, at: now)
            }
            // A delete that an earlier part of the run only wrote down may never have been sent: then no one knows whose
            // work it is that the loop is gone.
            if deleteWasSent, describedAt != nil { return end(.deleted, at: now) }
            return end(.refused, by: .reborn(seen, expected: identity.creationTime), at: now)
        }
        let precondition = describedAt == nil ? precondition : nil
        loop = seen
        describedAt = sentAt ?? now
        initialStatus = initialStatus ?? seen.status
        if stopWasSent, seen.status == .stopping || seen.status == .stopped { wasStoppedByRun = true }
        let decision = rules.decide(
            seen,
            named: entry,
            precondition: precondition,
            wasStopped: stopWasSent || wasStoppedByRun,
            at: serviceTime
        )
        explanation = decision.explanation
        if let outcome = decision.proposal.outcome { return end(outcome, by: decision, at: now) }
        if let reservation = reservation(about: seen) {
            return end(reservation.problem == nil ? .kept : .refused, by: reservation, at: now)
        }
        guard hasConsent else {
            state = .proposed
            proposal = decision.proposal
            return .propose(decision.proposal)
        }
        return act(on: decision.proposal, at: now, jitter: jitter)
    }

    /// Finds out, at every look, whether the loop has a status that it is not to be removed in.
    ///
    /// What this run has stopped is in another status by its own doing. Where that is not known, because the answer to a
    /// stop was lost and the loop ended otherwise, a person has to decide.
    ///
    /// - Returns: nil when the loop may be removed.
    private func reservation(about seen: HumanLoop) -> LoopDecision? {
        if let reason = precondition?.reservation(about: seen) { return LoopDecision(.end(.kept), reason) }
        // A status that is not known is none that was passed over: it is waited for what becomes of it.
        guard !wasStoppedByRun, seen.status.isKnownToBeThere else { return nil }
        let filters = [precondition?.statuses ?? [], rules.settings.statuses]
        guard filters.contains(where: { !$0.isEmpty && !$0.contains(seen.status) }) else { return nil }
        let message = "it is \(seen.status) now, which is not asked for"
        guard stopWasSent else { return LoopDecision(.end(.kept), message) }
        let unclear = "\(message), and whether by a stop of this run whose answer was lost is not known"
        return .refusal(.stopUnclear, unclear)
    }

    /// The loop and the end of its wait, when a list can tell all that there is to know while it waits.
    var listedWait: (loop: HumanLoop, limit: Duration)? {
        guard case .waiting(then: .describe) = state, hasConsent, failedLooks == 0, throttles == 0, missingLooks == 0,
            let loop, let waitBegan,
            loop.status == .inProgress || loop.status == .stopping
        else { return nil }
        return (loop, waitBegan + rules.stopWait.timeout)
    }

    /// Takes in what a list says of a loop that is waited for.
    ///
    /// A list tells only that the loop still waits; of everything else it tells too little, and the loop is looked at: what
    /// is done with it rests on a description, which is its evidence.
    mutating func sight(_ row: HumanLoopSummary, at now: Duration, jitter: Double) -> LoopAction {
        guard let seen = loop, seen.creationTime == row.creationTime,
            row.flowDefinitionARN == nil || row.flowDefinitionARN == seen.flowDefinitionARN
        else { return describe() }
        switch row.status {
        case .stopping: break
        // A list may be behind; a stop that did nothing shows when it has had its time.
        case .inProgress where seen.status == .inProgress && wasStoppedByRun && !hasStopDoneNothing(at: now): break
        case .inProgress, .stopped, .completed, .failed, .deleting, .other: return describe()
        }
        if let waitLimit, now >= waitLimit { return describe() }
        // A row costs next to nothing: it does not make the next look at the loop alone come later.
        let looksAlone = looks
        let action = wait(at: now, jitter: jitter)
        looks = max(1, looksAlone)
        return action
    }

    /// Takes in that the service knows no such loop; it is asked once more before that is believed.
    mutating func lookAtNothing(at now: Duration, jitter: Double) -> LoopAction {
        throttles = 0
        missingLooks += 1
        guard missingLooks >= Self.missingLookLimit else {
            state = .waiting(then: .describe)
            return .wait(until: now + rules.waitAfterFailure.delay(beforeLook: missingLooks, jitter: jitter))
        }
        missingLooks = 0
        if deleteWasSent { return end(.deleted, at: now) }
        guard !wasSeen, rules.settings.onMissing == .fail else {
            explanation = wasSeen ? "vanished without this run" : "not found"
            return end(.alreadyGone, at: now)
        }
        return end(.failed, .missing, "not found and onMissing is fail", at: now)
    }

    mutating func lookFailed(_ error: HumanLoopServiceError, at now: Duration, jitter: Double) -> LoopAction {
        if error.kind == .notFound { return lookAtNothing(at: now, jitter: jitter) }
        if error.kind != .throttled { throttles = 0 }
        switch error.retryVerdict {
        case .throttled: return waitAfterThrottle(error, then: .describe, at: now, jitter: jitter)
        case .passing:
            failedLooks += 1
            if let waitLimit, now >= waitLimit { return giveUpWait(error, at: now) }
            guard failedLooks < Self.lookLimit || waitLimit != nil else { return fail(error, at: now) }
            calls.retried += 1
            state = .waiting(then: .describe)
            let moment = now + rules.waitAfterFailure.delay(beforeLook: failedLooks, jitter: jitter)
            return .wait(until: min(waitLimit ?? moment, moment))
        case .lasting: return fail(error, at: now)
        }
    }

    /// Takes in what an earlier part of the run left of the loop, before anything is done.
    ///
    /// The first look then tells a later loop of the same name, and a lost delete whose loop is gone from one that was
    /// never there.
    mutating func resume(from trace: LoopTrace) {
        loop = trace.loop
        initialStatus = trace.initialStatus
        wasStoppedByRun = trace.wasStopped
        stopWasSent = trace.wasStopped || trace.openCall == .stop
        deleteWasSent = trace.openCall == .delete
    }
}
