package import CleanupManifest
package import HumanLoops

/// How one loop of the manifest ended, and all that is known of it: the substance of a `loop_result` line.
package struct LoopResult: Sendable, Hashable {
    package var name: HumanLoopName
    package var outcome: LoopOutcome
    /// Why it was to be removed, in the manifest's words; nil when the manifest does not say.
    package var reason: String?
    /// The line that names it, or that the rule which found it begins on, from 1.
    package var manifestLine: Int
    /// The file that line is in; nil when it is the manifest.
    package var manifestFile: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    package var rule: Int?
    package var keptInstead: KeptDuplicate?
    package var initialStatus: HumanLoopStatus?
    package var finalStatus: HumanLoopStatus?
    /// Whether a stop of this run was accepted for it.
    package var stoppedByRun = false
    /// The stop or delete that may have been carried out although no answer said so and no look showed it; nil for none.
    package var unansweredOperation: HumanLoopOperation?
    /// Whether the run has stopped it or sent a delete, or may have.
    package var wasTouched: Bool { stoppedByRun || unansweredOperation != nil }
    package var creationTime: Timestamp?
    package var flowDefinitionARN: String?
    package var humanLoopARN: String?
    package var outputS3URI: String?
    package var failureCode: String?
    package var failureReason: String?
    /// Until when, at the latest, A2I keeps its internal copy of the loop's data: 30 days after the delete.
    package var dataRetainedUntil: Timestamp?
    /// Why the loop did not end as wanted; nil for `deleted`, `alreadyGone` and `kept`.
    package var problem: LoopProblem?
    package var calls = CallCounts()
    /// When its first call was made; nil when none was.
    package var startedAt: Timestamp?
    package var endedAt: Timestamp
    /// How long it was waited for while it could not be deleted; zero when it was not.
    package var waited = Duration.zero

    package init(name: HumanLoopName, outcome: LoopOutcome, manifestLine: Int, endedAt: Timestamp) {
        self.name = name
        self.outcome = outcome
        self.manifestLine = manifestLine
        self.endedAt = endedAt
    }
}

/// The evidence of a loop, taken down before a stop or a delete of it is sent; how it was found is told as in `LoopResult`.
package struct LoopIntent: Sendable, Hashable {
    package var operation: HumanLoopOperation
    package var loop: HumanLoop
    package var manifestLine: Int
    package var manifestFile: String?
    package var rule: Int?
    package var keptInstead: KeptDuplicate?
    package var at: Timestamp

    package init(operation: HumanLoopOperation, loop: HumanLoop, manifestLine: Int, rule: Int? = nil, at: Timestamp) {
        self.operation = operation
        self.loop = loop
        self.manifestLine = manifestLine
        self.rule = rule
        self.at = at
    }
}

/// How a loop of the manifest ends in a run: every loop in exactly one of these.
package enum LoopOutcome: String, CaseIterable, Sendable {
    /// This run's delete was accepted, or its answer was lost and the loop is gone.
    case deleted = "deleted"
    /// The loop was missing, or vanished without this run.
    case alreadyGone = "already-gone"
    /// The manifest keeps loops like this one.
    case kept = "kept"
    /// The loop cannot be deleted yet; a later run can.
    case deferred = "deferred"
    /// An expectation or a guard does not hold for the loop.
    case refused = "refused"
    /// The service refused, or the tries ran out.
    case failed = "failed"
    case notAttempted = "not-attempted"
}

/// Why a loop did not end as it was wanted to, as the report says it.
package struct LoopProblem: Sendable, Hashable {
    /// A stable code: the service's own (`ValidationException`) or this product's (`FlowDefinitionMismatch`).
    package var code: String
    /// One sentence for a person, without a full stop; empty when the service gave none.
    package var message: String
    /// The id by which AWS support finds the call; nil when no call was answered.
    package var requestID: String?
    package var httpStatus: Int?

    package init(code: String, message: String, requestID: String? = nil, httpStatus: Int? = nil) {
        self.code = code
        self.message = message
        self.requestID = requestID
        self.httpStatus = httpStatus
    }

    init(_ code: ProblemCode, _ message: String) { self.init(code: code.rawValue, message: message) }

    /// Whether it is the one that this product calls so.
    package func isOf(_ code: ProblemCode) -> Bool { self.code == code.rawValue }

    /// Whether the loop is in another account or region than it must be.
    var isOfPlace: Bool { isOf(.accountMismatch) || isOf(.regionMismatch) }
}

/// The stable codes of the problems that this product finds by itself; the service's codes are its own.
package enum ProblemCode: String, CaseIterable, Sendable {
    case accountMismatch = "AccountMismatch"
    case regionMismatch = "RegionMismatch"
    /// The service described the loop without an ARN that can be compared with the target.
    case unknownARN = "UnknownArn"
    case arnMismatch = "ArnMismatch"
    case flowDefinitionMismatch = "FlowDefinitionMismatch"
    case creationTimeMismatch = "CreationTimeMismatch"
    case tooYoung = "TooYoung"
    case protected = "Protected"
    /// The name now belongs to another loop than the one first described, listed or planned.
    case reborn = "Reborn"
    case notPlanned = "NotPlanned"
    /// The loop was not there when the plan was made.
    case appeared = "Appeared"
    /// The kept duplicate is gone, about to go, or another loop by now.
    case keptDuplicateGone = "StayingLoopGone"
    /// The kept duplicate can no longer bring the answer that this loop can.
    case keptDuplicateWithoutAnswer = "StayingLoopWithoutAnswer"
    /// A rule about duplicates keeps the loop, in the place of others that it removes.
    case keptForDuplicates = "StaysForDuplicates"
    /// The loop is more alive than it was when it was chosen, or in progress again, which no one consented to stop.
    case statusWentBack = "StatusWentBack"
    /// The answer to a stop was lost and the loop ended in a status that is not asked for: by the stop or not is not known.
    case stopUnclear = "StopUnclear"
    case inProgress = "LoopInProgress"
    case missing = "LoopMissing"
    case stillWaiting = "StillWaiting"
    /// The run only stops loops: a later one deletes it.
    case stopOnly = "StopOnly"
    /// A delete was sent, its answer was lost, and the run ended before it could be looked up.
    case answerLost = "AnswerLost"
    case interrupted = "Interrupted"
    case deadlinePassed = "DeadlinePassed"
    case runEnded = "RunHalted"
}
