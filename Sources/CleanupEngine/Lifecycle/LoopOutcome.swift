/// How a loop of the manifest ends in a run: every loop in exactly one of these.
package enum LoopOutcome: String, CaseIterable, Sendable {
    /// This run's delete was accepted, or its answer was lost and the loop is gone.
    case deleted = "deleted"
    /// The loop was missing, or vanished without this run.
    case alreadyGone = "already-gone"
    /// The manifest's policy keeps loops like this one.
    case kept = "kept"
    /// The loop cannot be deleted yet; a later run can.
    case deferred = "deferred"
    /// An expectation or a guard does not hold for the loop.
    case refused = "refused"
    /// The service refused, or the tries ran out.
    case failed = "failed"
    /// The run ended before the loop's turn.
    case notAttempted = "not-attempted"
}
