extension CleanupPlan {
    /// Whether a run would change or wait for anything.
    package var hasWork: Bool {
        loops.contains { planned in
            switch planned.proposal {
            case .stop, .wait, .delete, .awaitDeletion: true
            case .end: false
            }
        }
    }

    /// Decides what a plan tells its caller: what ended the look early, else the breaches, else what the looks found.
    ///
    /// - Parameters:
    ///   - tally: what the looks counted.
    ///   - isDetailed: whether work to do has an exit code of its own.
    /// - Returns: the exit code.
    package func exitCode(tally: RunTally, isDetailed: Bool) -> ExitCode {
        let code = ExitCode(tally: tally, halt: halt ?? (breaches.isEmpty ? nil : .guards(breaches)))
        return code == .success && isDetailed && hasWork ? .workToDo : code
    }
}
