import CleanupEngine

/// How one manifest's plan or run ended.
struct SessionEnding: Hashable, Sendable {
    /// What it leads the process to tell its caller.
    let exitCode: ExitCode
    /// Whether the next manifest of the file may begin.
    let letsNextBegin: Bool
    /// What it had to do with, for the manifests after it; nil when there are none.
    let traces: DocumentTraces?

    /// Makes an ending.
    ///
    /// - Parameters:
    ///   - exitCode: the exit code.
    ///   - halt: what ended the run early; nil when nothing did.
    ///   - traces: what it had to do with; nil when that was not asked for.
    init(_ exitCode: ExitCode, halt: RunHalt?, traces: DocumentTraces? = nil) {
        self.traces = traces
        self.exitCode = exitCode
        // A rule that cannot be listed means that the run was not possible, whatever its exit code is.
        // A rule that cannot be listed means that the run was not possible, whatever its exit code is; and what a rule would
        // have kept is not known to the next manifest.
        if case .selection = halt {
            letsNextBegin = false
        } else {
            letsNextBegin = exitCode.letsNextBegin && traces?.isWhole ?? true
        }
    }
}
