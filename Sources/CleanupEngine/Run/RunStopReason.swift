package import HumanLoops

/// What ended a run before every loop had its turn.
package enum RunStopReason: Sendable, Hashable {
    /// A guard did not hold: nothing was stopped or deleted.
    case guards([GuardBreach])
    /// More loops have failed than the guards allow: nothing new was started.
    case failures(GuardBreach)
    /// The operator said no, or was not there to say yes: nothing was stopped or deleted.
    case noConsent
    /// A rule of `select` could not be followed: nothing was looked at.
    case selection(SelectionFault)
    case interrupted(StopSignal)
    case deadline
    /// The deadline passed because the service throttled: at least half of all calls, or all of an operation to the end.
    case throttled
    case credentials(HumanLoopServiceError)
    /// No call ever reached the service.
    case unreachable(HumanLoopServiceError)
    /// What happened could not be written down, so nothing more was made to happen.
    case evidence(String)
}

/// What a report says of a run after its last result: the substance of a `run_end` line.
package struct RunEnd: Sendable, Hashable {
    /// How many loops the run had to do with: as many as there are outcomes.
    package var loopCount: Int
    package var outcomes: OutcomeCounts
    package var calls: CallCounts
    /// What ended the run early; nil when every loop had its turn.
    package var stopReason: RunStopReason?
    /// Whether loops were stopped and deleted, or could have been: the guards held, and there was consent.
    package var hasBegunSweep: Bool
    package var exitCode: ExitCode
    /// Whether rules left loops to a later run, because they were created after this one began.
    package var leavesLaterLoops = false
    package var startedAt: Timestamp
    package var endedAt: Timestamp

    package init(
        loopCount: Int,
        outcomes: OutcomeCounts,
        calls: CallCounts,
        stopReason: RunStopReason?,
        hasBegunSweep: Bool = true,
        exitCode: ExitCode,
        startedAt: Timestamp,
        endedAt: Timestamp
    ) {
        self.loopCount = loopCount
        self.outcomes = outcomes
        self.calls = calls
        self.stopReason = stopReason
        self.hasBegunSweep = hasBegunSweep
        self.exitCode = exitCode
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}
