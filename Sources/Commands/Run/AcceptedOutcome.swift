import CleanupEngine

/// An outcome that `--ok` has count as success, for schedulers that know only success and failure.
enum AcceptedOutcome: String, CaseIterable, Sendable {
    case deferred
    case refused

    private var outcome: LoopOutcome { self == .deferred ? .deferred : .refused }

    /// The exit code of a run whose loops may end so: 3 or 5 become what the other loops come to, every other code stays.
    ///
    /// Loops that had no turn are not among those that are accepted, and neither are loops that no list told of: `isListed` says
    /// that all were known.
    static func exitCode(of end: RunEnd, accepting accepted: [AcceptedOutcome], isListed: Bool) -> ExitCode {
        guard end.exitCode == .deferred || end.exitCode == .refused, end.outcomes[.notAttempted] == 0,
            !end.leavesLaterLoops,
            end.stopReason == nil || isListed, !accepted.isEmpty
        else { return end.exitCode }
        let isAccepted = { (outcome: LoopOutcome) in
            end.outcomes[outcome] == 0 || accepted.contains { $0.outcome == outcome }
        }
        if !isAccepted(.refused) { return .refused }
        return isAccepted(.deferred) ? .success : .deferred
    }
}
