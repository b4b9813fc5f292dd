import CleanupEngine
import CleanupJournal
import HumanLoops
import Support

/// What a summary needs of all results, in a size that does not grow with their number.
struct RunDigest: Sendable {
    /// How many loops of each outcome are named.
    static let namedLimit = 20
    /// How many of the longest waits are named.
    static let waitLimit = 5
    /// How many characters of a message are kept.
    private static let messageLimit = 400

    /// A loop that is left, and why.
    struct LeftLoop: Sendable {
        var name: HumanLoopName
        /// Why it is left, in a code and a sentence; empty when no one said.
        var explanation: String
    }

    /// A loop that was waited for.
    struct SlowWait: Sendable {
        var name: HumanLoopName
        var waited: Duration
        var outcome: LoopOutcome
    }

    /// The first loops of each outcome that no one wants, in the order in which they ended.
    private(set) var left: [LoopOutcome: [LeftLoop]] = [:]
    private(set) var slowest: [SlowWait] = []
    /// Until when, at the latest, A2I keeps its copy of any loop; nil when no loop says.
    private(set) var dataRetainedUntil: Timestamp?

    /// Takes one result into account.
    mutating func add(_ result: LoopResult) {
        if let until = result.dataRetainedUntil { dataRetainedUntil = max(dataRetainedUntil ?? until, until) }
        if result.waited > .zero { addWait(of: result) }
        if !result.outcome.isWanted, left[result.outcome, default: []].count < Self.namedLimit {
            let loop = LeftLoop(name: result.name, explanation: Self.explanation(of: result))
            left[result.outcome, default: []].append(loop)
        }
    }

    /// Puts a wait in its place; of equal waits the earlier one comes first.
    private mutating func addWait(of result: LoopResult) {
        let place = slowest.firstIndex { $0.waited < result.waited } ?? slowest.endIndex
        guard place < Self.waitLimit else { return }
        slowest.insert(SlowWait(name: result.name, waited: result.waited, outcome: result.outcome), at: place)
        if slowest.count > Self.waitLimit { slowest.removeLast() }
    }

    /// Says why a loop is left, at most so long that it may be kept.
    private static func explanation(of result: LoopResult) -> String {
        guard let problem = result.problem else { return "" }
        let message = String(String.UnicodeScalarView(problem.message.unicodeScalars.prefix(messageLimit)))
        return message.isEmpty ? problem.code : "\(problem.code): \(message)"
    }
}
