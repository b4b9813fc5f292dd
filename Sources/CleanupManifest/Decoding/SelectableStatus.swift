import HumanLoops

/// The statuses that the API names, by which a rule of `select` may find loops.
enum SelectableStatus: String, CaseIterable, Sendable {
    /// Workers can take, or have taken, the loop's task.
    case inProgress = "InProgress"
    /// The loop ended without an answer.
    case failed = "Failed"
    /// All the answers are in.
    case completed = "Completed"
    /// The loop was stopped and no worker holds its task.
    case stopped = "Stopped"
    /// The loop was stopped, and a worker still holds its task.
    case stopping = "Stopping"

    /// The status as the rest of the program knows it.
    var status: HumanLoopStatus { HumanLoopStatus(rawValue) }
}
