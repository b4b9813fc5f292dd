import CleanupManifest
import HumanLoops

extension LoopLifecycle {
    /// Takes in the consent.
    mutating func proceed(at now: Duration, jitter: Double) -> LoopAction {
        guard let proposal else { preconditionFailure("\(entry.name) was never looked at") }
        hasConsent = true
        return act(on: proposal, at: now, jitter: jitter)
    }

    /// Does what was decided, if that is what was consented to.
    mutating func act(on decision: LoopProposal, at now: Duration, jitter: Double) -> LoopAction {
        switch decision {
        case .stop where wasStoppedByRun: return wait(at: now, jitter: jitter)
        case .stop where proposal == .stop: return tryAgain(.stop, at: now)
        case .stop: return leaveInProgress(at: now)
        case .delete: return tryAgain(.delete, at: now)
        case .wait, .awaitDeletion: return wait(at: now, jitter: jitter)
        case .end(let outcome): return end(outcome, at: now)
        }
    }

    /// Asks for a turn, unless the call came to nothing too often: that is said only here, after a look has shown that the
    /// last try did nothing.
    private mutating func tryAgain(_ operation: HumanLoopOperation, at now: Duration) -> LoopAction {
        guard operation == failedOperation, failedActions >= rules.retry.maxAttempts, let lastActionError else {
            return queue(operation)
        }
        return fail(lastActionError, at: now)
    }

    /// Asks for a turn to make a stop or a delete.
    mutating func queue(_ operation: HumanLoopOperation) -> LoopAction {
        state = .queued(operation)
        return operation == .stop ? .stop : .delete
    }

    /// Makes the call when what is known of the loop is still fresh, and looks again when it is not.
    mutating func takeTurn(_ operation: HumanLoopOperation, at now: Duration) -> LoopAction {
        guard let describedAt, now - describedAt <= Self.freshness else { return describe() }
        state = .acting(operation)
        return operation == .stop ? .stop : .delete
    }

    /// Takes in that the service took the stop.
    mutating func stopAccepted(at now: Duration, jitter: Double) -> LoopAction {
        stopWasSent = true
        wasStoppedByRun = true
        throttles = 0
        return rules.isStopOnly ? leaveForDeletion(at: now) : wait(at: now, jitter: jitter)
    }

    /// Takes in that a stop or a delete was refused, or that its answer was lost.
    mutating func actionFailed(
        _ operation: HumanLoopOperation,
        _ error: HumanLoopServiceError,
        at now: Duration,
        jitter: Double
    ) -> LoopAction {
        if error.isAmbiguous {
            if operation == .stop { stopWasSent = true } else { deleteWasSent = true }
        }
        switch error.kind {
        case .notFound:
            return lookAtNothing(at: now)
        case .heldBack:
            return describe()
        case .throttled:
            return waitAfterThrottle(then: .act(operation), at: now, jitter: jitter)
        case .accessDenied, .rejected:
            return fail(error, at: now)
        case .invalid, .server, .noAnswer, .unreadable, .cancelled, .unreachable, .credentials:
            if operation != failedOperation { failedActions = 0 }
            failedOperation = operation
            failedActions += 1
            lastActionError = error
            let needsLook = error.isAmbiguous || error.kind == .invalid
            guard failedActions < rules.retry.maxAttempts || needsLook else { return fail(error, at: now) }
            calls.retried += 1
            // A first refusal most often means that the loop moved on since it was described: that is seen at once.
            if error.kind == .invalid, failedActions == 1 { return describe() }
            state = .waiting(then: needsLook ? .describe : .act(operation))
            return .wait(until: now + rules.waitAfterFailure.delay(beforeLook: failedActions, jitter: jitter))
        }
    }

    /// Lets time pass because the service asked for fewer calls.
    mutating func waitAfterThrottle(then resumption: Resumption, at now: Duration, jitter: Double) -> LoopAction {
        throttles += 1
        calls.retried += 1
        state = .waiting(then: resumption)
        return .wait(until: now + rules.waitAfterThrottle.delay(beforeLook: throttles, jitter: jitter))
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
        explanation = "the loop is InProgress, and was not when it was planned"
        problem = LoopProblem(code: ProblemCode.statusWentBack.rawValue, message: explanation)
        if case .other = initialStatus { return end(.deferred, at: now) }
        return end(.refused, at: now)
    }
}
