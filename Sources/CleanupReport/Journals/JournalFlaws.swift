package import HumanLoops

/// The places at which the lines of a journal contradict each other.
package struct JournalFlaws: Sendable, Hashable {
    /// One contradiction.
    package enum Flaw: Sendable, Hashable, CustomStringConvertible {
        /// The line is not the one that was written there.
        case changed
        /// The line has no digest, and the first line has one, or the other way round.
        case unchained
        /// The name stood for another loop before.
        case otherLoop(HumanLoopName)
        /// There are lines after the end of the run.
        case afterEnd
        /// A loop that the run was done with has another result.
        case repeated(HumanLoopName)
        /// A loop that the run was done with was about to be changed.
        case changedAfterwards(HumanLoopName)
        /// A loop was deleted and no line was written before.
        case withoutIntent(HumanLoopName)
        /// A number at the run's end is another than the lines come to.
        case count(String, said: Int, found: Int)
        /// The result lines are not those that were written.
        case digest

        /// The contradiction in words, without a full stop.
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
    /// How many there are.
    package private(set) var count = 0

    /// Starts with none.
    package init() {}

    /// Whether there is none.
    package var isEmpty: Bool { count == 0 }

    /// Takes note of a flaw.
    mutating func note(_ flaw: Flaw, line: Int) {
        count += 1
        if named.count < Self.namedLimit { named.append("line \(line): \(flaw)") }
    }

    /// Takes note of several.
    mutating func note(_ flaws: [Flaw], line: Int) {
        for flaw in flaws { note(flaw, line: line) }
    }
}
