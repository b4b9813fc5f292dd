import CleanupEngine
import CleanupJournal
import HumanLoops
import Support

/// What a summary needs of all results, in a size that does not grow with their number.
struct RunHighlights: Sendable {
    /// How many loops of each outcome are named.
    static let namedLimit = 5
    /// How many of the longest waits are named.
    static let waitLimit = 5
    /// How many characters of a message are kept.
    private static let messageLimit = 400

    /// The first loops of each outcome that no one wants, in the order in which they ended.
    ///
    /// Why each is left is a code and a sentence; empty when no one said.
    private(set) var left: [LoopOutcome: [(name: HumanLoopName, explanation: String)]] = [:]
    private(set) var slowest: [(name: HumanLoopName, waited: Duration, outcome: LoopOutcome)] = []
    /// How many loops were answered by their workers after this run had stopped them.
    private(set) var answeredAfterStop = 0
    /// Until when, at the latest, A2I keeps its copy of any loop; nil when no loop says.
    private(set) var dataRetainedUntil: Timestamp?

    /// Takes one result into account.
    mutating func add(_ result: LoopResult) {
        if let until = result.dataRetainedUntil { dataRetainedUntil = max(dataRetainedUntil ?? until, until) }
        if result.stoppedByRun, result.finalStatus == .completed { answeredAfterStop += 1 }
        if result.waited > .zero { addWait(of: result) }
        if !result.outcome.isWanted, left[result.outcome, default: []].count < Self.namedLimit {
            let explanation = result.problem?.text(upTo: Self.messageLimit) ?? ""
            left[result.outcome, default: []].append((result.name, explanation))
        }
    }

    /// Puts a wait in its place; of equal waits the earlier one comes first.
    private mutating func addWait(of result: LoopResult) {
        let place = slowest.firstIndex { $0.waited < result.waited } ?? slowest.endIndex
        guard place < Self.waitLimit else { return }
        slowest.insert((result.name, result.waited, result.outcome), at: place)
        if slowest.count > Self.waitLimit { slowest.removeLast() }
    }
}
