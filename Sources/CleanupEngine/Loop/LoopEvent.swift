package import HumanLoops

/// Something that happened to one loop: what its lifecycle is told.
package enum LoopEvent: Sendable, Hashable {
    case begin
    case described(HumanLoop)
    case missing
    /// The operator consented, and the guards hold: what was proposed may be done.
    case proceed
    /// The stop or delete that was asked for can be made now.
    case turnCame
    case stopAccepted
    case deleteAccepted
    /// The loop is not to be touched after all, because of another loop.
    case overruled(LoopDecision)
    /// The turn was given back: the stop or delete was not made.
    case notSent
    case callFailed(HumanLoopOperation, HumanLoopServiceError)
    /// A list told where the loop stands while it is waited for.
    case sighted(HumanLoopSummary)
    case timeIsUp
    /// The run ends before the loop does; no call of the loop is in flight.
    case runEnded(RunStopReason)

    /// What the call failed with that the event tells of; nil when it tells of none that failed.
    var error: HumanLoopServiceError? { if case .callFailed(_, let error) = self { error } else { nil } }

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
    case describe
    case stop
    case delete
    /// Do nothing until so long after the run's start.
    case wait(until: Duration)
    case propose(LoopProposal)
    case end(LoopOutcome)
}
