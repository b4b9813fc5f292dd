/// The stable codes of the problems that this product finds by itself; the service's codes are its own.
package enum ProblemCode: String, CaseIterable, Sendable {
    /// The loop is in another account than `target.account`.
    case accountMismatch = "AccountMismatch"
    /// The loop is in another region than `target.region`.
    case regionMismatch = "RegionMismatch"
    /// The service described the loop without an ARN that can be compared with the target.
    case unknownARN = "UnknownArn"
    /// The loop's ARN is another than the one in the manifest.
    case arnMismatch = "ArnMismatch"
    /// The loop belongs to another flow definition than expected.
    case flowDefinitionMismatch = "FlowDefinitionMismatch"
    /// The loop was created at another time than expected.
    case creationTimeMismatch = "CreationTimeMismatch"
    /// The loop is younger than the guards ask for.
    case tooYoung = "TooYoung"
    /// A guard protects the loop.
    case protected = "Protected"
    /// The name now belongs to another loop than the one first described, listed or reviewed.
    case reborn = "Reborn"
    /// The reviewed plan leaves the loop alone.
    case notPlanned = "NotPlanned"
    /// The loop was not there when it was reviewed.
    case appeared = "Appeared"
    /// The loop that was to stay in the place of this duplicate is gone, about to go, or another one by now.
    case stayingLoopGone = "StayingLoopGone"
    /// The loop that was to stay in the place of this duplicate can no longer bring the answer that this one can.
    case stayingLoopWithoutAnswer = "StayingLoopWithoutAnswer"
    /// A rule about duplicates keeps the loop, in the place of others that it removes.
    case staysForDuplicates = "StaysForDuplicates"
    /// The loop is more alive than it was when it was reviewed, or in progress again, which no one consented to stop.
    case statusWentBack = "StatusWentBack"
    /// The answer to a stop was lost and the loop ended in a status that is not asked for: by the stop or not is not known.
    case stopUnclear = "StopUnclear"
    /// The loop is in progress and the manifest calls that a failure.
    case inProgress = "LoopInProgress"
    /// The loop is missing and the manifest calls that a failure.
    case missing = "LoopMissing"
    /// The loop could not be deleted within its time.
    case stillWaiting = "StillWaiting"
    /// The run only stops loops: a later one deletes it.
    case stopOnly = "StopOnly"
    /// A delete was sent, its answer was lost, and the run ended before it could be looked up.
    case answerLost = "AnswerLost"
    /// A signal ended the run.
    case interrupted = "Interrupted"
    /// The run's deadline passed.
    case deadlinePassed = "DeadlinePassed"
    /// The run was refused or could not go on.
    case runHalted = "RunHalted"
}
