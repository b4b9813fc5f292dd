/// Where the service says a human loop stands: an open set, because the service may add to it.
package enum HumanLoopStatus: Hashable, Sendable, CustomStringConvertible {
    /// Workers can take, or have taken, the loop's task.
    case inProgress
    /// The loop was stopped, and a worker still holds its task.
    case stopping
    /// The loop was stopped and no worker holds its task.
    case stopped
    /// All the answers are in.
    case completed
    /// The loop ended without an answer; `HumanLoop/failureCode` says why.
    case failed
    /// The loop is being deleted: the developer guide names this status, the API's enum does not.
    case deleting
    /// Anything else the service said, kept as it was written.
    case other(String)

    /// Reads the service's spelling; what is not known is kept as `other`.
    package init(_ text: String) {
        switch text {
        case "InProgress": self = .inProgress
        case "Stopping": self = .stopping
        case "Stopped": self = .stopped
        case "Completed": self = .completed
        case "Failed": self = .failed
        case "Deleting": self = .deleting
        default: self = .other(text)
        }
    }

    /// The service's spelling.
    package var description: String {
        switch self {
        case .inProgress: "InProgress"
        case .stopping: "Stopping"
        case .stopped: "Stopped"
        case .completed: "Completed"
        case .failed: "Failed"
        case .deleting: "Deleting"
        case .other(let text): text
        }
    }

    /// Whether a loop in this status can be deleted: it is `Stopped`, `Completed` or `Failed`.
    package var isTerminal: Bool {
        switch self {
        case .stopped, .completed, .failed: true
        case .inProgress, .stopping, .deleting, .other: false
        }
    }
}
