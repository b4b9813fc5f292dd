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
    func contradictions(of history: JournalHistory) -> [JournalFlaws.Flaw] {
        var flaws: [JournalFlaws.Flaw] = []
        let found = history.outcomes
        for outcome in LoopOutcome.allCases where outcomes[outcome] != found[outcome] {
            flaws.append(.count(outcome.rawValue, said: outcomes[outcome], found: found[outcome]))
        }
        if let loopCount, loopCount != found.total {
            flaws.append(.count("loops", said: loopCount, found: found.total))
        }
        if let resultCount, resultCount != history.results.count {
            flaws.append(.count("results", said: resultCount, found: history.results.count))
        }
        if let resultsDigest, resultsDigest != history.results.hexadecimal { flaws.append(.digest) }
        return flaws
    }
}

/// The places at which the lines of a journal contradict each other.
package struct JournalFlaws: Sendable, Hashable {
    package enum Flaw: Sendable, Hashable, CustomStringConvertible {
        case changed
        case unchained
        case otherLoop(HumanLoopName)
        case afterEnd
        case repeated(HumanLoopName)
        case changedAfterwards(HumanLoopName)
        case withoutIntent(HumanLoopName)
        case count(String, said: Int, found: Int)
        case digest

        package var description: String {
            switch self {
            case .changed: "a line was changed, added or lost here or just before: its 'chain' does not fit"
            case .unchained: "it has no 'chain' that fits the first line: it was changed or added"
            case .otherLoop(let name): "'\(name)' stands for another loop here than before"
            case .afterEnd: "the run goes on after its end"
            case .repeated(let name): "'\(name)' has a second result after a final one"
            case .changedAfterwards(let name): "'\(name)' was to be changed after its final result"
            case .withoutIntent(let name): "'\(name)' was deleted and no line was written before"
            case .count(let subject, let said, let found):
                "\(subject): the end says \(said), and the lines come to \(found)"
            case .digest: "the result lines were changed: their SHA-256 is another than the end says"
            }
        }
    }

    /// How many flaws are kept in words.
    static let namedLimit = 20

    /// The first flaws, each with its line.
    package private(set) var named: [String] = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// Takes note of a flaw.
    mutating func note(_ flaw: Flaw, line: Int) {
        count += 1
        if named.count < Self.namedLimit { named.append("line \(line): \(flaw)") }
    }
}
