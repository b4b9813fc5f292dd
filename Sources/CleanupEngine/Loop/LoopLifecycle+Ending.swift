import CleanupManifest
package import HumanLoops

extension LoopLifecycle {
    mutating func end(_ outcome: LoopOutcome, at now: Duration) -> LoopAction {
        if outcome == .deleted || outcome == .alreadyGone || outcome == .kept { problem = nil }
        state = .ended(outcome)
        endedAt = now
        return .end(outcome)
    }

    /// Ends the loop as was decided about it.
    mutating func end(_ outcome: LoopOutcome, by decision: LoopDecision, at now: Duration) -> LoopAction {
        (explanation, problem) = (decision.explanation, decision.problem)
        return end(outcome, at: now)
    }

    /// Ends the loop for a reason that this product finds by itself.
    mutating func end(_ outcome: LoopOutcome, _ code: ProblemCode, _ message: String, at now: Duration) -> LoopAction {
        end(outcome, by: .end(outcome, code, message), at: now)
    }

    /// Takes back what was proposed, because of another loop, when no one has been told of it yet.
    mutating func withdrawProposal() { if !hasConsent { proposal = nil } }

    /// Ends the loop as failed by the service's answer, or without one.
    mutating func fail(_ error: HumanLoopServiceError, at now: Duration) -> LoopAction {
        problem = LoopProblem(
            code: error.code,
            message: deleteWasSent
                ? "a delete was sent and may have been carried out; \(error.message)" : error.message,
            requestID: error.requestID,
            httpStatus: error.httpStatus
        )
        isAccessProblem = error.kind == .accessDenied || error.kind == .credentials
        explanation = error.message.isEmpty ? error.code : error.message
        return end(.failed, at: now)
    }

    /// Ends the loop for this run because it could not be deleted within its time.
    mutating func deferLoop(at now: Duration) -> LoopAction {
        end(.deferred, .stillWaiting, "still \(loop?.status.description ?? "there") when its time was up", at: now)
    }

    /// Ends the loop because the run ends: what was begun is left for a later run, everything else was not attempted.
    mutating func endWithRun(_ reason: RunStopReason, at now: Duration) -> LoopAction {
        let (code, cause): (ProblemCode, String) =
            switch reason {
            case .interrupted: (.interrupted, "the run was interrupted")
            case .deadline: (.deadlinePassed, "the run's deadline passed")
            case .throttled: (.deadlinePassed, "the run's deadline passed while the service throttled its calls")
            case .guards, .failures, .noConsent, .selection, .credentials, .unreachable, .evidence:
                (.runEnded, "the run was ended")
            }
        if deleteWasSent {
            let message = "a delete was sent and its answer was lost; \(cause) before it could be looked up"
            return end(.failed, .answerLost, message, at: now)
        }
        guard stopWasSent || waitBegan != nil else {
            return end(.notAttempted, code, "\(cause) before its turn", at: now)
        }
        return end(.deferred, code, "\(cause) while it was \(loop?.status.description ?? "waited for")", at: now)
    }

    /// How long A2I keeps its internal copy of a loop's data after the loop was deleted (developer guide, "Human Loop
    /// Data Retention and Deletion").
    package static let retentionAfterDeletion = Duration.seconds(30 * 86_400)

    /// Makes what the report says of the loop; nil while the loop has not ended.
    package func result(start: Timestamp, sources: [String] = []) -> LoopResult? {
        guard case .ended(let outcome) = state, let endedAt else { return nil }
        var result = LoopResult(
            name: entry.name,
            outcome: outcome,
            manifestLine: entry.line,
            endedAt: start + endedAt
        )
        result.manifestFile = entry.listFile(of: sources)
        result.rule = entry.rule
        result.keptInstead = keptInstead
        result.reason = rules.settings.reason
        result.initialStatus = initialStatus
        result.finalStatus = loop?.status
        result.stoppedByRun = wasStoppedByRun
        result.unansweredOperation = unansweredOperation
        result.creationTime = identity?.creationTime
        result.flowDefinitionARN = identity?.flowDefinitionARN
        result.humanLoopARN = loop?.arn
        result.outputS3URI = loop?.outputS3URI
        result.failureCode = loop?.failureCode
        result.failureReason = loop?.failureReason
        if outcome == .deleted { result.dataRetainedUntil = start + endedAt + Self.retentionAfterDeletion }
        result.problem = problem
        result.calls = calls
        result.startedAt = beganAt.map { start + $0 }
        if let waitBegan { result.waited = endedAt - waitBegan }
        return result
    }

    /// The stop or delete that may have been carried out, or may yet be, although no answer said so; nil when there is none,
    /// or nothing is left to find out: a loop whose name belongs to another one is gone.
    private var unansweredOperation: HumanLoopOperation? {
        let unansweredStop = stopWasSent && !wasStoppedByRun ? HumanLoopOperation.stop : nil
        return switch outcome {
        case .deleted, .alreadyGone, .kept: unansweredStop
        case .refused where problem?.isOf(.reborn) ?? false: nil
        case .deferred, .refused, .failed, .notAttempted, nil: deleteWasSent ? .delete : unansweredStop
        }
    }

    package func plannedLoop(sources: [String]) -> PlannedLoop {
        var planned = PlannedLoop(
            name: entry.name,
            manifestLine: entry.line,
            proposal: outcome.map { .end($0) } ?? proposal ?? .end(.notAttempted),
            explanation: explanation,
            loop: loop
        )
        planned.manifestFile = entry.listFile(of: sources)
        planned.rule = entry.rule
        planned.reason = rules.settings.reason
        planned.problem = problem
        return planned
    }
}
