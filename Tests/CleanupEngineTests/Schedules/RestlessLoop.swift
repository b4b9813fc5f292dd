import HumanLoops

/// One loop of a service that does not stand still: what a look at it tells depends on the moment.
struct RestlessLoop: Hashable, Sendable {
    /// The loop as long as nobody stops it.
    var loop: HumanLoop
    /// How long after a stop a worker holds its task; nil when none does.
    var heldFor: Duration?
    /// How it ends when the worker lets go.
    var endsAs = HumanLoopStatus.stopped
    /// When it was stopped; nil while it was not.
    var stoppedAt: Duration?
    /// When it is gone, while it is being deleted; nil while it is not.
    var goneAt: Duration?

    /// The loop as the service tells it at a moment.
    ///
    /// - Returns: nil when it is gone.
    func seen(at now: Duration) -> HumanLoop? {
        var seen = loop
        if let goneAt {
            guard now < goneAt else { return nil }
            seen.status = .deleting
        } else if let stoppedAt {
            seen.status = now < stoppedAt + (heldFor ?? .zero) ? .stopping : (heldFor == nil ? .stopped : endsAs)
        }
        return seen
    }
}
