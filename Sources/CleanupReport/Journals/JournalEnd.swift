package import CleanupEngine

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

    /// Makes an end from its parts.
    package init(
        loopCount: Int? = nil,
        outcomes: OutcomeCounts,
        calls: CallCounts = CallCounts(),
        resultCount: Int? = nil,
        resultsDigest: String? = nil,
        haltCode: String? = nil
    ) {
        self.loopCount = loopCount
        self.outcomes = outcomes
        self.calls = calls
        self.resultCount = resultCount
        self.resultsDigest = resultsDigest
        self.haltCode = haltCode
    }
}
