import HumanLoops

/// A call that is to be made for a loop.
struct ServiceCall: Hashable, Sendable {
    /// Which loop, as an index into the run's loops.
    let loop: Int
    /// What is to be called.
    let operation: HumanLoopOperation
}
