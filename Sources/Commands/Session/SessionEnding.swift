import CleanupEngine

/// How one manifest's plan or run ended.
struct SessionEnding: Hashable, Sendable {
    /// What it leads the process to tell its caller.
    let exitCode: ExitCode
    /// Whether the next manifest of the file may begin.
    let letsNextBegin: Bool

    /// Makes an ending.
    ///
    /// - Parameters:
    ///   - exitCode: the exit code.
    ///   - halt: what ended the run early; nil when nothing did.
    init(_ exitCode: ExitCode, halt: RunHalt?) {
        self.exitCode = exitCode
        // A rule that cannot be listed means that the run was not possible, whatever its exit code is.
        if case .selection = halt { letsNextBegin = false } else { letsNextBegin = exitCode.letsNextBegin }
    }
}
