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

    /// An InProgress loop is looked at, and the turn to stop it has come.
    static let aboutToStop =
        found(.inProgress, .stop) + [LifecycleStep(.proceed, .stop), LifecycleStep(.turnCame, .stop)]

    /// A Completed loop is looked at, and the turn to delete it has come.
    static let aboutToDelete =
        found(.completed, .delete) + [LifecycleStep(.proceed, .delete), LifecycleStep(.turnCame, .delete)]
}
