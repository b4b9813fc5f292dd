import HumanLoops

/// What one of a run's tasks brings when it ends.
enum RunArrival: Sendable {
    /// A call came back.
    case answered(ServiceCall, ServiceReply)
    /// A list came back.
    case listed(ListCall, Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError>)
    /// A signal asked the run to end.
    case signalled(StopSignal)
    /// A moment has come, as the time since the run's start.
    case woke(Duration)
    /// The task was cancelled.
    case nothing
}
