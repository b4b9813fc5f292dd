/// What the service told of one human loop at one moment (the answer of DescribeHumanLoop).
package struct HumanLoop: Hashable, Sendable {
    package var name: HumanLoopName
    package var status: HumanLoopStatus
    /// When the loop was started; with the flow definition it tells a loop from a later one of the same name.
    package var creationTime: Timestamp
    /// The ARN of the flow definition the loop was started with; nil when the answer held none.
    package var flowDefinitionARN: String?
    /// The loop's own ARN; nil when the answer held none.
    package var arn: String?
    /// Why a failed loop failed, in a word (`ValidationError`, `Expired`, `InternalError`, …); nil for other loops.
    package var failureCode: String?
    /// Why a failed loop failed, in a sentence; nil for other loops.
    package var failureReason: String?
    /// Where in S3 the answers of the workers are; nil while there are none.
    package var outputS3URI: String?

    package init(
        name: HumanLoopName,
        status: HumanLoopStatus,
        creationTime: Timestamp,
        flowDefinitionARN: String? = nil,
        arn: String? = nil,
        failureCode: String? = nil,
        failureReason: String? = nil,
        outputS3URI: String? = nil
    ) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.arn = arn
        self.failureCode = failureCode
        self.failureReason = failureReason
        self.outputS3URI = outputS3URI
    }
}

/// One row of ListHumanLoops: less than a description, and without the loop's ARN and output; what it tells `HumanLoop` says.
package struct HumanLoopSummary: Hashable, Sendable {
    package var name: HumanLoopName
    package var status: HumanLoopStatus
    package var creationTime: Timestamp
    package var flowDefinitionARN: String?
    package var failureReason: String?

    package init(
        name: HumanLoopName,
        status: HumanLoopStatus,
        creationTime: Timestamp,
        flowDefinitionARN: String? = nil,
        failureReason: String? = nil
    ) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.failureReason = failureReason
    }
}

/// Where the service says a human loop stands: an open set, because the service may add to it.
package enum HumanLoopStatus: Hashable, Sendable, CustomStringConvertible {
    /// Workers can take, or have taken, the loop's task.
    case inProgress
    /// The loop was stopped, and a worker still holds its task.
    case stopping
    /// The loop was stopped and no worker holds its task.
    case stopped
    case completed
    /// The loop ended without an answer; `HumanLoop/failureCode` says why.
    case failed
    /// The loop is being deleted: the developer guide names this status, the API's enum does not.
    case deleting
    /// Anything else the service said, kept as it was written.
    case other(String)

    private static let known: [HumanLoopStatus] = [.inProgress, .stopping, .stopped, .completed, .failed, .deleting]

    /// Reads the service's spelling; what is not known is kept as `other`.
    package init(_ text: String) { self = Self.known.first { $0.description == text } ?? .other(text) }

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

    /// Whether a loop in this status can be deleted.
    package var isTerminal: Bool {
        switch self {
        case .stopped, .completed, .failed: true
        case .inProgress, .stopping, .deleting, .other: false
        }
    }
}
