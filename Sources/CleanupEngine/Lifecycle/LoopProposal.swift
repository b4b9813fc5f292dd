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
}
