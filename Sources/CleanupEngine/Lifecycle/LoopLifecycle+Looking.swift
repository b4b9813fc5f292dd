import CleanupManifest
import HumanLoops

extension LoopLifecycle {
    /// Asks for a description.
    mutating func describe() -> LoopAction {
        state = .describing
        return .describe
    }

    /// Takes in a description: is it the same loop, may it be touched, and what does its status ask for.
    mutating func look(at seen: HumanLoop, at now: Duration, jitter: Double) -> LoopAction {
        failedLooks = 0
        throttles = 0
        if let known = loop,
            known.creationTime != seen.creationTime || known.flowDefinitionARN != seen.flowDefinitionARN
        {
            return lookAtNamesake(seen, at: now)
        }
        let reviewed = describedAt == nil ? reviewed : nil
        loop = seen
        describedAt = now
        initialStatus = initialStatus ?? seen.status
        if stopWasSent, seen.status == .stopping || seen.status == .stopped { wasStoppedByRun = true }
        let decision = rules.decide(seen, named: entry, reviewed: reviewed)
        explanation = decision.explanation
        if case .end(let outcome) = decision.proposal {
            problem = decision.problem
            return end(outcome, at: now)
        }
        if let reason = self.reviewed?.reservation(about: seen, wasTouched: stopWasSent || deleteWasSent) {
            explanation = reason
            return end(.kept, at: now)
        }
        guard hasConsent else {
            state = .proposed
            proposal = decision.proposal
            return .propose(decision.proposal)
        }
        return act(on: decision.proposal, at: now, jitter: jitter)
    }

    /// The loop and the end of its wait, when a list can tell all that there is to know while it waits.
    var listedWait: (loop: HumanLoop, limit: Duration)? {
        guard case .waiting(then: .describe) = state, hasConsent, failedLooks == 0, throttles == 0,
            let loop, let waitBegan,
            loop.status == .inProgress || loop.status == .stopping
        else { return nil }
        return (loop, waitBegan + rules.stopWait.timeout)
    }

    /// Takes in what a list says of a loop that is waited for.
    ///
    /// A list tells that the loop still waits, or that it was stopped; of everything else it tells too little, and the loop
    /// is looked at.
    mutating func sight(_ row: HumanLoopSummary, at now: Duration, jitter: Double) -> LoopAction {
        guard var seen = loop, seen.creationTime == row.creationTime,
            row.flowDefinitionARN == nil || row.flowDefinitionARN == seen.flowDefinitionARN
        else { return describe() }
        switch (seen.status, row.status) {
        case (_, .stopped), (_, .stopping), (.inProgress, .inProgress):
            seen.status = row.status
            let looksAlone = looks
            let action = look(at: seen, at: now, jitter: jitter)
            // A row costs next to nothing: it does not make the next look at the loop alone come later.
            if case .wait = action { looks = max(1, looksAlone) }
            return action
        case (_, .inProgress), (_, .completed), (_, .failed), (_, .deleting), (_, .other):
            return describe()
        }
    }

    /// Ends the loop because its name now belongs to another one, which is not touched.
    ///
    /// A delete that an earlier part of the run only wrote down may never have been sent: then nobody knows whose work it
    /// is that the loop is gone.
    private mutating func lookAtNamesake(_ seen: HumanLoop, at now: Duration) -> LoopAction {
        if deleteWasSent, describedAt != nil { return end(.deleted, at: now) }
        explanation = "the name belongs to a loop created at \(seen.creationTime) now, which is another one"
        problem = LoopProblem(code: ProblemCode.reborn.rawValue, message: explanation)
        return end(.refused, at: now)
    }

    /// Takes in that the service knows no such loop.
    mutating func lookAtNothing(at now: Duration) -> LoopAction {
        if deleteWasSent { return end(.deleted, at: now) }
        guard loop == nil, rules.settings.onMissing == .fail else {
            explanation = loop == nil ? "not found" : "vanished without this run"
            return end(.alreadyGone, at: now)
        }
        explanation = "not found and onMissing is fail"
        problem = LoopProblem(code: ProblemCode.missing.rawValue, message: explanation)
        return end(.failed, at: now)
    }

    /// Takes in that a describe brought nothing.
    mutating func lookFailed(_ error: HumanLoopServiceError, at now: Duration, jitter: Double) -> LoopAction {
        switch error.kind {
        case .notFound:
            return lookAtNothing(at: now)
        case .throttled:
            return waitAfterThrottle(then: .describe, at: now, jitter: jitter)
        case .server, .noAnswer, .unreachable, .unreadable, .credentials, .cancelled, .heldBack:
            failedLooks += 1
            let isInTime = waitBegan.map { now < $0 + rules.stopWait.timeout } ?? false
            guard failedLooks < Self.lookLimit || isInTime else {
                return waitBegan == nil || deleteWasSent ? fail(error, at: now) : deferLoop(at: now)
            }
            calls.retried += 1
            state = .waiting(then: .describe)
            return .wait(until: now + rules.waitAfterFailure.delay(beforeLook: failedLooks, jitter: jitter))
        case .accessDenied, .invalid, .rejected:
            return fail(error, at: now)
        }
    }
}
