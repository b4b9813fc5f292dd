/// What is to be done next for one loop: what its lifecycle answers.
package enum LoopAction: Sendable, Hashable {
    /// Ask the service what the loop is.
    case describe
    /// Ask for a turn to stop the loop.
    case stop
    /// Ask for a turn to delete the loop.
    case delete
    /// Do nothing until so long after the run's start.
    case wait(until: Duration)
    /// Put it to the operator.
    case propose(LoopProposal)
    /// Nothing more: the loop has ended.
    case end(LoopOutcome)
}
