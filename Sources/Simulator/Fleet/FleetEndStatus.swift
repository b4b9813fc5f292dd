import HumanLoops

/// The statuses that a loop of a fleet may end in.
enum FleetEndStatus: String, CaseIterable, Sendable {
    /// The answers are in.
    case completed = "Completed"
    /// The loop was stopped.
    case stopped = "Stopped"
    /// The loop ended without answers.
    case failed = "Failed"

    /// The status as the service knows it.
    var status: HumanLoopStatus { HumanLoopStatus(rawValue) }
}
