package import HumanLoops

/// What ended a run before every loop had its turn.
package enum RunHalt: Sendable, Hashable {
    /// A guard did not hold: nothing was stopped or deleted.
    case guards([GuardBreach])
    /// More loops have failed than the guards allow: nothing new was started.
    case failures(GuardBreach)
    /// The operator said no, or was not there to say yes: nothing was stopped or deleted.
    case noConsent
    /// A rule of `select` could not be followed: nothing was looked at.
    case selection(SelectionFault)
    /// A signal asked the run to end.
    case interrupted(StopSignal)
    /// The run's deadline passed.
    case deadline
    /// The service does not accept the credentials.
    case credentials(HumanLoopServiceError)
    /// No call ever reached the service.
    case unreachable(HumanLoopServiceError)
    /// What happened could not be written down, so nothing more was made to happen.
    case evidence(String)

    /// Why the loops that have not ended end with the run.
    package var cutOff: CutOff {
        switch self {
        case .interrupted: .interrupted
        case .deadline: .deadline
        case .guards, .failures, .selection, .noConsent, .credentials, .unreachable, .evidence: .halted
        }
    }
}
