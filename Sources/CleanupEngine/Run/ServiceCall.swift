import CleanupManifest
import HumanLoops

/// A call that is to be made for a loop.
struct ServiceCall: Hashable, Sendable {
    /// Which loop, as an index into the run's loops.
    let loop: Int
    /// What is to be called.
    let operation: HumanLoopOperation
    /// Whether it is the loop that stays in the place of this one that is described.
    var looksAtStaying = false

    /// The name that the call goes to: the loop's own, or that of the loop that stays in its place.
    func name(for loop: LoopLifecycle) -> HumanLoopName {
        guard looksAtStaying, let stays = loop.stays else { return loop.entry.name }
        return stays.name
    }
}
