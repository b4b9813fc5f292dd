import CleanupManifest
import HumanLoops

extension LoopLifecycle {
    mutating func proceed(at now: Duration, jitter: Double) -> LoopAction {
        guard let proposal else { preconditionFailure("\(entry.name) was never looked at") }
        hasConsent = true
        switch proposal {
        // What was seen before the operator consented is no ground for an act: the name may have changed hands since.
        case .stop where !rules.hasConsentBefore, .delete where !rules.hasConsentBefore: return describe()
        case .stop, .delete, .wait, .awaitDeletion, .end: return act(on: proposal, at: now, jitter: jitter)
        }
    }

    /// Does what was decided, if that is what was consented to.
    mutating func act(on decision: LoopProposal, at now: Duration, jitter: Double) -> LoopAction {
        switch decision {
        case .stop where wasStoppedByRun:
            return hasStopDoneNothing(at: now) ? queue(.stop) : wait(at: now, jitter: jitter)
        case .stop where proposal == .stop: return tryAgain(.stop, at: now)
        case .stop: return leaveInProgress(at: now)
        case .delete: return tryAgain(.delete, at: now)
        case .wait, .awaitDeletion: return wait(at: now, jitter: jitter)
        case .end(let outcome): return end(outcome, at: now)
        }
    }

    /// Asks for a turn, unless the call failed too often: that is said only here, after a look has shown that the
    /// last try did nothing.
    private mutating func tryAgain(_ operation: HumanLoopOperation, at now: Duration) -> LoopAction {
        guard failedActions[operation, default: 0] >= rules.retry.maxAttempts, let lastActionError else {
            return queue(operation)
        }
        return fail(lastActionError, at: now)
    }

    mutating func queue(_ operation: HumanLoopOperation) -> LoopAction {
        state = .queued(operation)
        return operation == .stop ? .stop : .delete
    }

    /// Whether a stop was accepted, some time has passed, and the loop is in progress all the same.
    ///
    /// A stop of an earlier part of the run has had its time since this part began to wait.
    func hasStopDoneNothing(at now: Duration) -> Bool {
        guard let since = stopAcceptedAt ?? waitBegan, stopsAccepted < rules.retry.maxAttempts else { return false }
        return now - since >= min(Self.stopPatience, rules.stopWait.timeout / 4)
    }

    /// Makes the call when what is known of the loop is still fresh, and looks again when it is not.
    mutating func takeTurn(_ operation: HumanLoopOperation, at now: Duration) -> LoopAction {
        guard let describedAt, now - describedAt <= Self.freshness else { return lookAgain(at: now) }
        isOverdue = false
        state = .acting(operation)
        return operation == .stop ? .stop : .delete
    }

    /// Looks again because the last look was too old when its call was to be sent, unless that happened too often.
    mutating func lookAgain(at now: Duration) -> LoopAction {
        staleLooks += 1
        isOverdue = true
        guard staleLooks < Self.staleLookLimit else {
            let message = "\(staleLooks) looks in a row were too old when their call was to be sent"
            return fail(HumanLoopServiceError(kind: .heldBack, code: "LookTooOld", message: message), at: now)
        }
        return describe()
    }

    mutating func stopAccepted(at now: Duration, jitter: Double) -> LoopAction {
        stopWasSent = true
        wasStoppedByRun = true
        stopAcceptedAt = now
        stopsAccepted += 1
        (throttles, staleLooks) = (0, 0)
        guard rules.isStopOnly else { return wait(at: now, jitter: jitter) }
        return end(.deferred, .stopOnly, LoopRules.leftForDeletion("stopped"), at: now)
    }

    /// Takes in that a stop or a delete was refused, or that its answer was lost.
    mutating func actionFailed(
        _ operation: HumanLoopOperation,
        _ error: HumanLoopServiceError,
        at now: Duration,
        jitter: Double
    ) -> LoopAction {
        if error.isAmbiguous { if operation == .stop { stopWasSent = true } else { deleteWasSent = true } }
        staleLooks = 0
        if error.kind != .throttled { throttles = 0 }
        // What a refusal says of a loop is not believed: a look tells.
        let isRefusal = error.kind == .invalid || error.kind == .notFound
        switch error.retryVerdict {
        case .throttled: return waitAfterThrottle(error, then: .act(operation), at: now, jitter: jitter)
        case .lasting where !isRefusal: return fail(error, at: now)
        case .passing, .lasting:
            let failures = failedActions[operation, default: 0] + 1
            failedActions[operation] = failures
            lastActionError = error
            let needsLook = error.isAmbiguous || isRefusal
            guard failures < rules.retry.maxAttempts || needsLook else { return fail(error, at: now) }
            calls.retried += 1
            // A first refusal most often means that the loop moved on since it was described: that is seen at once.
            if isRefusal, failures == 1 { return describe() }
            state = .waiting(then: needsLook ? .describe : .act(operation))
            return .wait(until: now + rules.waitAfterFailure.delay(beforeLook: failures, jitter: jitter))
        }
    }

    /// Lets time pass because the service asked for fewer calls, until the loop's wait or the patience is over.
    mutating func waitAfterThrottle(
        _ error: HumanLoopServiceError,
        then resumption: Resumption,
        at now: Duration,
        jitter: Double
    ) -> LoopAction {
        let since = throttledSince ?? now
        throttledSince = nil
        let limit = resumption == .describe ? waitLimit : nil
        if let limit, now >= limit { return giveUpWait(error, at: now) }
        guard now - since < Self.throttlePatience else { return fail(error, at: now) }
        throttles += 1
        calls.retried += 1
        state = .waiting(then: resumption)
        let moment = now + rules.waitAfterThrottle.delay(beforeLook: throttles, jitter: jitter)
        return .wait(until: min(limit ?? moment, moment))
    }

    /// When the wait for the loop is over; nil while it is not waited for, and once it can be deleted.
    var waitLimit: Duration? {
        guard let waitBegan, !(loop?.status.isTerminal ?? false) else { return nil }
        return waitBegan + rules.stopWait.timeout
    }

    /// Ends the loop because its wait is over and nothing tells any more how it stands.
    mutating func giveUpWait(_ error: HumanLoopServiceError, at now: Duration) -> LoopAction {
        deleteWasSent ? fail(error, at: now) : deferLoop(at: now)
    }

    /// Lets time pass until the loop can be deleted, or ends it when that took too long.
    mutating func wait(at now: Duration, jitter: Double) -> LoopAction {
        let began = waitBegan ?? now
        waitBegan = began
        let limit = began + rules.stopWait.timeout
        // The look that this follows was the last one, unless there was none yet.
        if looks > 0, now >= limit { return deferLoop(at: now) }
        looks += 1
        let policy = WaitPolicy(minimum: rules.stopWait.pollInitial, maximum: rules.stopWait.pollMax)
        state = .waiting(then: .describe)
        return .wait(until: min(limit, now + policy.delay(beforeLook: looks, jitter: jitter)))
    }

    /// Leaves a loop alone that is in progress and was not when the operator consented.
    ///
    /// A loop whose status was not known then is left for a run that plans to stop it; one that went back is refused.
    private mutating func leaveInProgress(at now: Duration) -> LoopAction {
        let outcome: LoopOutcome = if case .other = initialStatus { .deferred } else { .refused }
        return end(outcome, .statusWentBack, "the loop is InProgress, and was not when it was planned", at: now)
    }
}
