import DequeModule
import HumanLoops

/// The loops that something was proposed for, in the order in which they go ahead when the operator has consented.
struct ProposedLoops: Sendable {
    /// The loops that are only waited for.
    private var waits: Deque<Int> = []
    /// The loops that are stopped or deleted, by the call that they begin with.
    private var acts: [HumanLoopOperation: Deque<Int>] = [:]

    /// Starts without a loop.
    init() {}

    /// How many loops there are.
    var count: Int { acts.values.reduce(waits.count) { $0 + $1.count } }

    /// Whether there is none.
    var isEmpty: Bool { count == 0 }

    /// Takes a loop in.
    mutating func append(_ loop: Int, for proposal: LoopProposal) {
        switch proposal {
        case .stop: acts[.stop, default: []].append(loop)
        case .delete: acts[.delete, default: []].append(loop)
        case .wait, .awaitDeletion, .end: waits.append(loop)
        }
    }

    /// Takes out the next loop that is only waited for.
    ///
    /// - Returns: nil when there is none.
    mutating func popWait() -> Int? { waits.popFirst() }

    /// Takes out the next loop that begins with a stop or a delete.
    ///
    /// - Returns: nil when there is none.
    mutating func pop(_ operation: HumanLoopOperation) -> Int? { acts[operation]?.popFirst() }
}
