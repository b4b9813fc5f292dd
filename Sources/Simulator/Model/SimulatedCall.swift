package import HumanLoops

/// One call of the API, read and found to be well formed.
package enum SimulatedCall: Sendable, Hashable {
    /// Asks for one loop.
    case describe(HumanLoopName)
    /// Asks for a page of the loops of a flow definition.
    case list(HumanLoopQuery)
    /// Makes a loop of this name for the flow definition of this ARN.
    case start(HumanLoopName, flowDefinitionARN: String)
    /// Takes a loop away from its workers.
    case stop(HumanLoopName)
    /// Removes a loop.
    case delete(HumanLoopName)

    /// Which operation the call is of.
    package var operation: SimulatedOperation {
        switch self {
        case .describe: .describe
        case .list: .list
        case .start: .start
        case .stop: .stop
        case .delete: .delete
        }
    }

    /// The loop that the call names; nil for a list.
    package var loopName: HumanLoopName? {
        switch self {
        case .list: nil
        case .describe(let name), .start(let name, _), .stop(let name), .delete(let name): name
        }
    }
}
