import CleanupEngine
import HumanLoops

/// What is known of one loop at a place in a chronicle: what the run has seen of it and done to it.
struct LoopAudit: Sendable {
    /// What the run saw of the loop, and when.
    struct Sight: Sendable {
        /// The status that was seen.
        let status: HumanLoopStatus
        /// When the run saw it.
        let at: Duration
        /// When it was true.
        let trueAt: Duration
    }

    /// The loop as the run was first told of it; nil before.
    var first: HumanLoop?
    /// Whether it was written down which loop the name stands for.
    var isIdentified = false
    /// Whether the first look that told anything found nothing.
    var wasMissing = false
    /// What the last description told; nil before the first.
    var described: Sight?
    /// What told last that the loop has ended, a description or a row; nil when a later description says otherwise.
    var ended: Sight?
    /// Whether a description told of another loop of the name.
    var isReborn = false
    /// Whether the last look found nothing.
    var isMissing = false
    /// Whether a stop or a delete came back without a clear answer, and the loop was not looked at since.
    var isInDoubt = false
    /// The call that was written down last before its result; nil when none was.
    var lastIntent: HumanLoopOperation?
    /// What was written down and not sent yet; nil when there is nothing.
    var intent: LoopIntent?
    /// The number of the call in flight; nil when none is.
    var flying: Int?
    /// What the run knew when the call in flight was sent.
    var basis: Sight?
    /// The calls that were sent.
    var calls = CallCounts()
    /// Whether a stop was ever sent, by this process or one before it.
    var hasSentStop = false
    /// Whether a delete was ever sent, or may have been by a process that was killed.
    var hasSentDelete = false
    /// Whether a stop was accepted.
    var wasStopped = false
    /// Whether a delete was accepted.
    var wasDeleted = false
    /// Whether a stop may have been carried out without being accepted.
    var mayBeStopped = false
    /// Whether a delete may have been carried out without being accepted.
    var mayBeDeleted = false
    /// Whether nobody can tell any more which loop of the name a delete removed, because a process knew it and was killed.
    var isFateLost = false
    /// How it ended; nil while it has not.
    var result: LoopResult?

    /// Whether a description, or a row, is of the loop that the run was first told of.
    func isSame(_ creationTime: Timestamp, _ flowDefinitionARN: String?) -> Bool {
        guard let first else { return true }
        return first.creationTime == creationTime && first.flowDefinitionARN == flowDefinitionARN
    }
}
