package import HumanLoops

/// What the service says to a call.
package enum SimulatedAnswer: Sendable, Hashable {
    /// The loop asked for.
    case described(HumanLoop)
    /// The page asked for.
    case listed(HumanLoopPage)
    /// The loop was made, and this is its ARN.
    case started(arn: String)
    /// The stop or the delete was accepted.
    case accepted
    /// The service said no.
    case refused(ServiceRefusal)
}
