extension ExitCode {
    /// Decides what loops that ended so lead to, whatever ended their run.
    package init(outcomes: OutcomeCounts) {
        if outcomes[.refused] > 0 {
            self = .refused
        } else if outcomes[.failed] > 0 {
            self = .failed
        } else if outcomes[.deferred] + outcomes[.notAttempted] > 0 {
            self = .deferred
        } else {
            self = .success
        }
    }
}
