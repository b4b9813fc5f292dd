import HumanLoops

/// The statuses that a loop of a fleet may begin in.
enum FleetStatus: String, CaseIterable, Sendable {
    /// Workers can take the task.
    case inProgress = "InProgress"
    /// A worker holds the task of a loop that was stopped.
    case stopping = "Stopping"
    /// The loop was stopped.
    case stopped = "Stopped"
    /// The answers are in.
    case completed = "Completed"
    /// The loop ended without answers.
    case failed = "Failed"

    /// The status as the service knows it.
    var status: HumanLoopStatus { HumanLoopStatus(rawValue) }
}
