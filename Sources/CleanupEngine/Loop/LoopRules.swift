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
    package let stopWait: StopWait
    /// How often, and after what delay at the most, what failed is tried again.
    package let retry: RetrySettings
    /// How old a loop must be to be touched; nil for any age.
    package let minAge: Duration?
    /// Whether consent was given before the first look: then what is seen first is a ground for an act.
    package let hasConsentBefore: Bool
    package let isStopOnly: Bool

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
    var waitAfterFailure: WaitPolicy { WaitPolicy(minimum: .milliseconds(200), maximum: retry.maxBackoff) }

    /// How long to let pass after a throttle; the pace of the operation does the rest.
    var waitAfterThrottle: WaitPolicy { WaitPolicy(minimum: .milliseconds(500), maximum: retry.maxBackoff) }

    /// Decides what is to happen to a loop, from what it is and how it stands.
    ///
    /// - Returns: what the manifest refuses, else what the precondition refuses, else what the status asks for.
    package func decide(
        _ loop: HumanLoop,
        named entry: LoopEntry,
        precondition: LoopPrecondition? = nil,
        wasStopped: Bool = false,
        at now: Timestamp? = nil
    ) -> LoopDecision {
        let refusal = refusal(of: loop, named: entry, wasStopped: wasStopped, at: now)
        if let refusal = refusal ?? precondition?.objection(to: loop) {
            return refusal
        }
        let decision = decideByStatus(loop.status)
        if let refusal = precondition?.objection(to: decision) { return refusal }
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
            return .end(.deferred, .stopOnly, leftForDeletion(decision.explanation))
        }
    }

    private func decideByStatus(_ status: HumanLoopStatus) -> LoopDecision {
        switch status {
        case .inProgress:
            switch settings.onInProgress {
            case .stop: return LoopDecision(.stop, "in progress")
            case .skip: return LoopDecision(.end(.kept), "onInProgress is skip")
            case .fail:
                let problem = LoopProblem(.inProgress, "the loop is InProgress and onInProgress is fail")
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

extension LoopRules {
    /// Finds the first reason why a loop is not one that may be touched.
    ///
    /// - Returns: nil when the loop is in the target, is what the manifest expects, is not protected, and is old enough.
    func refusal(
        of loop: HumanLoop,
        named entry: LoopEntry,
        wasStopped: Bool,
        at now: Timestamp?
    ) -> LoopDecision? {
        if let reason = protect.reason(protecting: loop.name, flowDefinitionARN: loop.flowDefinitionARN) {
            // No person named it: a rule that finds what is protected is as it should be. But what the run has stopped is left
            // undone, and is looked for again.
            let isKept = entry.rule != nil && loop.flowDefinitionARN != nil && !wasStopped
            return isKept ? LoopDecision(.end(.kept), reason) : .refusal(.protected, reason)
        }
        return targetRefusal(of: loop, named: entry) ?? expectationRefusal(of: loop) ?? ageRefusal(of: loop, at: now)
    }

    /// Compares the loop's ARN with the target and with the ARN in the manifest.
    func targetRefusal(of loop: HumanLoop, named entry: LoopEntry) -> LoopDecision? {
        if let expected = entry.arn, expected != loop.arn {
            return .refusal(.arnMismatch, "its ARN is \(loop.arn ?? "not told"), not \(expected)")
        }
        guard target.account != nil || target.region != nil else { return nil }
        guard let arn = loop.arn.flatMap({ AmazonResourceName($0) }) else {
            return .refusal(.unknownARN, "the service told no ARN to compare with the target")
        }
        if let account = target.account, account != arn.account {
            return .refusal(.accountMismatch, "it is in account \(arn.account), not \(account)")
        }
        if let region = target.region, region != arn.region {
            return .refusal(.regionMismatch, "it is in region \(arn.region), not \(region)")
        }
        return nil
    }

    private func expectationRefusal(of loop: HumanLoop) -> LoopDecision? {
        let expectation = settings.expectation
        if let expected = expectation.flowDefinitionARN, expected != loop.flowDefinitionARN {
            let message = "its flow definition is \(loop.flowDefinitionARN ?? "not told"), not \(expected)"
            return .refusal(.flowDefinitionMismatch, message)
        }
        if let bound = expectation.createdAfter, loop.creationTime < bound {
            return .refusal(.creationTimeMismatch, "it was created at \(loop.creationTime), before \(bound)")
        }
        if let bound = expectation.createdBefore, loop.creationTime >= bound {
            return .refusal(.creationTimeMismatch, "it was created at \(loop.creationTime), not before \(bound)")
        }
        return nil
    }

    private func ageRefusal(of loop: HumanLoop, at now: Timestamp?) -> LoopDecision? {
        guard let minAge else { return nil }
        guard let now else { return .refusal(.tooYoung, "its age is not known, and guards.minAge is set") }
        guard loop.creationTime > now - minAge else { return nil }
        return .refusal(
            .tooYoung,
            "it was created at \(loop.creationTime), after \(now - minAge): younger than guards.minAge"
        )
    }
}

/// What the manifest's rules say of a loop as it was described, and why.
package struct LoopDecision: Sendable, Hashable {
    package var proposal: LoopProposal
    package var explanation: String
    package var problem: LoopProblem?

    init(_ proposal: LoopProposal, _ explanation: String, problem: LoopProblem? = nil) {
        self.proposal = proposal
        self.explanation = explanation
        self.problem = problem
    }

    /// Decides that the loop ends for a reason that the report says as well.
    static func end(_ outcome: LoopOutcome, _ code: ProblemCode, _ message: String) -> LoopDecision {
        LoopDecision(.end(outcome), message, problem: LoopProblem(code, message))
    }

    /// Decides against touching a loop that is not what the manifest says it is.
    static func refusal(_ code: ProblemCode, _ message: String) -> LoopDecision { .end(.refused, code, message) }

    /// Decides against touching a loop whose name belonged to another one, created at another moment.
    static func reborn(_ seen: HumanLoop, expected: Timestamp) -> LoopDecision {
        .refusal(.reborn, "another loop has this name now (created \(seen.creationTime); expected \(expected))")
    }
}

/// What a run would do with a loop as it was found: the plan's word for it.
package enum LoopProposal: Sendable, Hashable {
    /// The loop is in progress: it would be stopped, waited for and deleted.
    case stop
    /// The loop is stopping already (or its status is not known): it would be waited for and deleted.
    case wait
    /// The loop would be deleted at once.
    case delete
    /// The loop is being deleted already: it would be waited for until it is gone.
    case awaitDeletion
    /// Nothing would be done: the loop has ended in this outcome by being looked at.
    case end(LoopOutcome)

    /// The outcome in which looking at the loop has ended it; nil when there is something to do.
    package var outcome: LoopOutcome? { if case .end(let outcome) = self { outcome } else { nil } }
}
