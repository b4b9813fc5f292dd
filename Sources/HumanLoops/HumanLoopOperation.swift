/// The four operations of the A2I Runtime API that this product uses.
package enum HumanLoopOperation: String, CaseIterable, Sendable {
    /// Reads one loop.
    case describe = "DescribeHumanLoop"
    /// Reads a page of loops.
    case list = "ListHumanLoops"
    /// Takes a loop away from the workers.
    case stop = "StopHumanLoop"
    /// Removes a loop that is no longer in progress.
    case delete = "DeleteHumanLoop"

    /// Whether the operation changes a loop.
    package var isMutating: Bool {
        switch self {
        case .describe, .list: false
        case .stop, .delete: true
        }
    }
}
