import DequeModule

/// The loops that something was proposed for, in the order in which they go ahead when the operator has consented.
struct ProposedLoops: Sendable {
    /// The loops that have to drain: they go first, for draining takes longest.
    private var drains: Deque<Int> = []
    /// The loops that can be deleted.
    private var deletes: Deque<Int> = []

    /// Starts without a loop.
    init() {}

    /// How many loops there are.
    var count: Int { drains.count + deletes.count }

    /// Whether there is none.
    var isEmpty: Bool { drains.isEmpty && deletes.isEmpty }

    /// Takes a loop in.
    mutating func append(_ loop: Int, for proposal: LoopProposal) {
        if proposal == .delete { deletes.append(loop) } else { drains.append(loop) }
    }

    /// Takes out the loop that goes ahead next.
    ///
    /// - Returns: nil when there is none.
    mutating func popFirst() -> Int? { drains.popFirst() ?? deletes.popFirst() }
}
