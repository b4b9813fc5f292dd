package import CleanupEngine
package import HumanLoops

/// What a `run_end` line says of all the lines before it.
package struct JournalEnd: Sendable, Hashable {
    /// How many loops the run had to do with; nil in reports of a version that did not say.
    package var loopCount: Int?
    /// How many loops ended in each outcome.
    package var outcomes: OutcomeCounts
    /// The calls of the whole run.
    package var calls: CallCounts
    /// How many `loop_result` lines there are; nil in reports of a version that did not say.
    package var resultCount: Int?
    /// The SHA-256 of those lines; nil in reports of a version that did not say.
    package var resultsDigest: String?
    /// The code of what ended the run early; nil when every loop had its turn.
    package var haltCode: String?
    /// What the process told its caller; nil when this version does not know the code.
    package var exitCode: ExitCode?
    /// When the run ended.
    package var endedAt: Timestamp

    /// Makes an end from its parts.
    package init(
        loopCount: Int? = nil,
        outcomes: OutcomeCounts,
        calls: CallCounts = CallCounts(),
        resultCount: Int? = nil,
        resultsDigest: String? = nil,
        haltCode: String? = nil,
        exitCode: ExitCode? = nil,
        endedAt: Timestamp
    ) {
        self.loopCount = loopCount
        self.outcomes = outcomes
        self.calls = calls
        self.resultCount = resultCount
        self.resultsDigest = resultsDigest
        self.haltCode = haltCode
        self.exitCode = exitCode
        self.endedAt = endedAt
    }

    /// The end as other reports tell it, of a run that nothing ended early.
    ///
    /// - Parameter startedAt: when the first part of the run began.
    /// - Returns: the end of the whole run.
    package func runEnd(startedAt: Timestamp) -> RunEnd {
        RunEnd(
            loopCount: loopCount ?? outcomes.total,
            outcomes: outcomes,
            calls: calls,
            halt: nil,
            exitCode: exitCode ?? ExitCode(outcomes: outcomes),
            startedAt: startedAt,
            endedAt: endedAt
        )
    }
}
