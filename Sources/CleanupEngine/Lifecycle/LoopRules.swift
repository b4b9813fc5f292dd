package import CleanupManifest
package import HumanLoops

/// Everything the manifest says of loops that share the same settings: what a lifecycle decides by.
///
/// One instance serves every loop with these settings; it never changes.
package final class LoopRules: Sendable {
    /// What happens to the loops, by status, and what they must be.
    package let settings: LoopSettings
    /// The account and region they must be in.
    package let target: CleanupTarget
    /// Which of them are never touched.
    package let protect: ProtectedLoops
    /// How they are waited for.
    package let stopWait: StopWait
    /// How often, and after what delay at the most, what failed is tried again.
    package let retry: RetrySettings
    /// How old a loop must be to be touched; nil for any age.
    package let minAge: Duration?
    /// Whether consent was given before the first look: then what is seen first is a ground for an act.
    package let hasConsentBefore: Bool
    /// Whether loops are stopped and left for a later run to delete.
    package let isStopOnly: Bool

    /// Makes rules from the parts of a manifest.
    package init(
        settings: LoopSettings = LoopSettings(),
        target: CleanupTarget = CleanupTarget(),
        protect: ProtectedLoops = ProtectedLoops(),
        stopWait: StopWait = StopWait(),
        retry: RetrySettings = RetrySettings(),
        minAge: Duration? = nil,
        isStopOnly: Bool = false,
        hasConsentBefore: Bool = false
    ) {
        self.settings = settings
        self.target = target
        self.protect = protect
        self.stopWait = stopWait
        self.retry = retry
        self.minAge = minAge
        self.isStopOnly = isStopOnly
        self.hasConsentBefore = hasConsentBefore
    }

    /// How long to let pass after a failure, before a look, a stop or a delete is tried again.
    var waitAfterFailure: WaitPolicy { WaitPolicy(minimum: WaitPolicy.shortestAfterFailure, maximum: retry.maxBackoff) }

    /// How long to let pass after a throttle; the pace of the operation does the rest.
    var waitAfterThrottle: WaitPolicy {
        WaitPolicy(minimum: WaitPolicy.shortestAfterThrottle, maximum: retry.maxBackoff)
    }

    /// Decides what is to happen to a loop, from what it is and how it stands.
    ///
    /// - Parameters:
    ///   - loop: the loop as described.
    ///   - entry: the loop as the manifest names it.
    ///   - reviewed: what the loop is held against; nil when it was not reviewed.
    ///   - now: the time by the service's clock; nil when it is not known, and then no loop is old enough for a guard.
    /// - Returns: what the manifest refuses, else what the review refuses, else what the status asks for.
    package func decide(
        _ loop: HumanLoop,
        named entry: LoopEntry,
        reviewed: ReviewedLoop? = nil,
        at now: Timestamp? = nil
    ) -> LoopDecision {
        if let refusal = refusal(of: loop, named: entry, at: now) ?? reviewed?.objection(to: loop) { return refusal }
        let decision = decideByStatus(loop.status)
        if let refusal = reviewed?.objection(to: decision) { return refusal }
        return isStopOnly ? Self.withoutDeleting(decision) : decision
    }

    /// Why a loop is left by a run that only stops.
    static func leftForDeletion(_ state: String) -> String { "\(state), and left for the run that deletes" }

    /// Leaves everything for a later run but the stops.
    private static func withoutDeleting(_ decision: LoopDecision) -> LoopDecision {
        switch decision.proposal {
        case .stop, .end:
            return decision
        case .wait, .delete, .awaitDeletion:
            let message = leftForDeletion(decision.explanation)
            let problem = LoopProblem(code: ProblemCode.stopOnly.rawValue, message: message)
            return LoopDecision(.end(.deferred), message, problem: problem)
        }
    }

    /// Decides by the status alone.
    private func decideByStatus(_ status: HumanLoopStatus) -> LoopDecision {
        switch status {
        case .inProgress:
            switch settings.onInProgress {
            case .stop: return LoopDecision(.stop, "in progress")
            case .skip: return LoopDecision(.end(.kept), "onInProgress is skip")
            case .fail:
                let message = "the loop is InProgress and onInProgress is fail"
                let problem = LoopProblem(code: ProblemCode.inProgress.rawValue, message: message)
                return LoopDecision(.end(.failed), "onInProgress is fail", problem: problem)
            }
        case .completed:
            guard settings.onCompleted == .delete else { return LoopDecision(.end(.kept), "onCompleted is keep") }
            return LoopDecision(.delete, "completed")
        case .failed:
            guard settings.onFailed == .delete else { return LoopDecision(.end(.kept), "onFailed is keep") }
            return LoopDecision(.delete, "failed")
        case .stopped:
            return LoopDecision(.delete, "stopped")
        case .stopping:
            return LoopDecision(.wait, "a worker still holds its task")
        case .deleting:
            return LoopDecision(.awaitDeletion, "being deleted already")
        case .other(let text):
            return LoopDecision(.wait, "status '\(text)' is not known, so it is not deleted")
        }
    }
}
