package import CleanupEngine
package import HumanLoops
import Support

/// What a `run_end` line says of all the lines before it.
package struct JournalEnd: Sendable, Hashable {
    /// How many loops the run had to do with; nil in reports of a version that did not say.
    package var loopCount: Int?
    package var outcomes: OutcomeCounts
    package var calls = CallCounts()
    /// How many `loop_result` lines there are; nil in reports of a version that did not say.
    package var resultCount: Int?
    /// The SHA-256 of those lines; nil in reports of a version that did not say.
    package var resultsDigest: String?
    /// The code of what ended the run early; nil when every loop had its turn.
    package var stopReasonCode: String?
    /// What the process told its caller; nil when this version does not know the code.
    package var exitCode: ExitCode?
    package var endedAt: Timestamp

    /// The end of the whole run as other reports tell it, of a run that nothing ended early.
    package func runEnd(startedAt: Timestamp) -> RunEnd {
        RunEnd(
            loopCount: loopCount ?? outcomes.total,
            outcomes: outcomes,
            calls: calls,
            stopReason: nil,
            exitCode: exitCode ?? ExitCode(outcomes: outcomes),
            startedAt: startedAt,
            endedAt: endedAt
        )
    }
}

extension JournalEnd {
    /// Holds what the end says against the lines before it; the end of an earlier version may say less.
    func contradictions(of history: JournalHistory) -> [String] {
        let found = history.outcomes
        var counts = LoopOutcome.allCases.map { (subject: $0.rawValue, said: outcomes[$0], found: found[$0]) }
        if let loopCount { counts.append(("loops", loopCount, found.total)) }
        if let resultCount { counts.append(("results", resultCount, history.results.count)) }
        var flaws = counts.filter { $0.said != $0.found }.map {
            "\($0.subject): the end says \($0.said), and the lines come to \($0.found)"
        }
        if let resultsDigest, resultsDigest != history.results.hexadecimal {
            flaws.append("the result lines were changed: their SHA-256 is another than the end says")
        }
        return flaws
    }
}

/// The places at which the lines of a journal contradict each other.
package struct JournalFlaws: Sendable, Hashable {
    /// How many flaws are kept in words.
    static let namedLimit = 20

    /// The first flaws, each with its line.
    package private(set) var named: [String] = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// Takes note of a flaw, which is put into words only where it is kept.
    mutating func note(_ flaw: @autoclosure () -> String, line: Int) {
        count += 1
        if named.count < Self.namedLimit { named.append("line \(line): \(flaw())") }
    }
}
