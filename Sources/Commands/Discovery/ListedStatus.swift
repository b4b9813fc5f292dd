import HumanLoops

/// A status that loops can be chosen by on the command line, in the service's spelling.
enum ListedStatus: String, CaseIterable, Sendable {
    /// Workers can take, or have taken, the task.
    case inProgress = "InProgress"
    /// It was stopped, and a worker still holds its task.
    case stopping = "Stopping"
    /// It was stopped.
    case stopped = "Stopped"
    /// All the answers are in.
    case completed = "Completed"
    /// It ended without an answer.
    case failed = "Failed"

    /// The status as the service's answers have it.
    var status: HumanLoopStatus { HumanLoopStatus(rawValue) }
}
