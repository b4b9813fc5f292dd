import HumanLoops

/// What one of the tasks brings, when it ends, that read the lists of `select`.
enum SelectionArrival: Sendable {
    /// A list came back.
    case listed(Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError>)
    /// A signal asked the run to end.
    case signalled(StopSignal)
    /// A moment has come.
    case woke
    /// The task was cancelled.
    case nothing
}
