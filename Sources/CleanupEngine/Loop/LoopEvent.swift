package import HumanLoops

/// Something that happened to one loop: what its lifecycle is told.
package enum LoopEvent: Sendable, Hashable {
    /// The loop's turn to be looked at has come.
    case begin
    /// The service described the loop.
    case described(HumanLoop)
    /// The service knows no loop of the name.
    case missing
    /// The operator consented, and the guards hold: what was proposed may be done.
    case proceed
    /// The stop or delete that was asked for can be made now.
    case turnCame
    /// The service took the stop.
    case stopAccepted
    /// The service took the delete.
    case deleteAccepted
    /// The loop is not to be touched after all, because of another loop.
    case overruled(LoopDecision)
    /// The turn was given back: the stop or delete was not made.
    case notSent
    /// A call brought no answer that can be used, or a refusal.
    case callFailed(HumanLoopOperation, HumanLoopServiceError)
    /// A list told where the loop stands while it is waited for.
    case sighted(HumanLoopSummary)
    /// The time that was waited for has come.
    case timeIsUp
    /// The run ends before the loop does; no call of the loop is in flight.
    case runEnded(RunStopReason.Kind)

    /// Whether the event is what a call brought back.
    var isAnswer: Bool {
        switch self {
        case .described, .sighted, .missing, .stopAccepted, .deleteAccepted, .callFailed: true
        case .begin, .proceed, .turnCame, .overruled, .notSent, .timeIsUp, .runEnded: false
        }
    }
}

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
