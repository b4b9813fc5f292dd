import CleanupEngine
import HumanLoops

/// One line of a lifecycle's script: what happens when, and what must be done next.
struct LifecycleStep: Sendable {
    /// What happens.
    let event: LoopEvent
    /// When, as the time since the run's start; nil for the moment of the step before.
    let at: Duration?
    /// What must be done next.
    let action: LoopAction

    /// Makes a line of a script.
    init(_ event: LoopEvent, at: Duration? = nil, _ action: LoopAction) {
        self.event = event
        self.at = at
        self.action = action
    }

    /// The loop is looked at for the first time and this is proposed.
    static func found(_ status: HumanLoopStatus, _ proposal: LoopProposal) -> [LifecycleStep] {
        [
            LifecycleStep(.begin, .describe),
            LifecycleStep(.seen(status), .propose(proposal)),
        ]
    }

    /// The same, and the operator consents: the loop is looked at once more.
    static func agreed(_ status: HumanLoopStatus, _ proposal: LoopProposal) -> [LifecycleStep] {
        found(status, proposal) + [LifecycleStep(.proceed, .describe)]
    }

    /// The service knows no such loop; it is asked once more, a fifth of a second later, and still knows none.
    ///
    /// - Parameters:
    ///   - now: when the first answer comes; nil for the moment of the step before, which is then zero.
    ///   - action: what the second answer leads to.
    /// - Returns: the steps.
    static func gone(at now: Duration? = nil, _ action: LoopAction) -> [LifecycleStep] {
        let again = (now ?? .zero) + .milliseconds(200)
        return [
            LifecycleStep(.missing, at: now, .wait(until: again)),
            LifecycleStep(.timeIsUp, at: again, .describe),
            LifecycleStep(.missing, action),
        ]
    }

    /// An InProgress loop is looked at, and the turn to stop it has come.
    static let aboutToStop =
        agreed(.inProgress, .stop) + [LifecycleStep(.seen(.inProgress), .stop), LifecycleStep(.turnCame, .stop)]

    /// A Completed loop is looked at, and the turn to delete it has come.
    static let aboutToDelete =
        agreed(.completed, .delete) + [LifecycleStep(.seen(.completed), .delete), LifecycleStep(.turnCame, .delete)]
}
