/// The operations of the A2I Runtime API that the simulator plays; the raw value is how a fleet file and a flag name them.
package enum SimulatedOperation: String, CaseIterable, Sendable {
    /// DescribeHumanLoop.
    case describe
    /// ListHumanLoops.
    case list
    /// StartHumanLoop.
    case start
    /// StopHumanLoop.
    case stop
    /// DeleteHumanLoop.
    case delete

    /// The name that the service's reference gives the operation.
    package var apiName: String {
        switch self {
        case .describe: "DescribeHumanLoop"
        case .list: "ListHumanLoops"
        case .start: "StartHumanLoop"
        case .stop: "StopHumanLoop"
        case .delete: "DeleteHumanLoop"
        }
    }
}
