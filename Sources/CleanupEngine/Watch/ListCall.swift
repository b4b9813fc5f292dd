import HumanLoops

/// A page that is to be asked for on behalf of loops that wait.
struct ListCall: Hashable, Sendable {
    /// Which watch it is for.
    let watch: Int
    /// What is asked for.
    let query: HumanLoopQuery
    /// When, as the time since the run's start.
    let sentAt: Duration
}
