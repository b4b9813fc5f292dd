import HumanLoops

extension HumanLoopStatus {
    /// Whether a loop of this status is there, and not about to go.
    var isKnownToBeThere: Bool {
        switch self {
        case .inProgress, .stopping, .stopped, .completed, .failed: true
        case .deleting, .other: false
        }
    }

    /// How much a loop of this status has of an answer: all, what workers may yet give, what one who holds the task may yet
    /// give, or nothing for good.
    var prospectOfAnswer: Int {
        switch self {
        case .completed: 3
        case .inProgress: 2
        case .stopping: 1
        case .stopped, .failed, .deleting, .other: 0
        }
    }
}
