import DequeModule
import HumanLoops

/// The loops that something was proposed for, in the order in which they proceed when the operator has consented.
struct ProposedLoops: Sendable {
    /// The loops that are only waited for.
    private var waits: Deque<Int> = []
    /// The loops that are stopped or deleted, by the call that they begin with.
    private var acts: [HumanLoopOperation: Deque<Int>] = [:]

    var count: Int { acts.values.reduce(waits.count) { $0 + $1.count } }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ loop: Int, for proposal: LoopProposal) {
        switch proposal {
        case .stop: acts[.stop, default: []].append(loop)
        case .delete: acts[.delete, default: []].append(loop)
        case .wait, .awaitDeletion, .end: waits.append(loop)
        }
    }

    /// Takes out the next loop that is only waited for; nil when there is none.
    mutating func popWait() -> Int? { waits.popFirst() }

    /// Takes out the next loop that begins with a stop or a delete; nil when there is none.
    mutating func pop(_ operation: HumanLoopOperation) -> Int? { acts[operation]?.popFirst() }
}

/// The loops that have ended: until each is written down, and in a survey until the plan has been made.
struct EndedLoops: Sendable {
    private var unrecorded: Deque<Int> = []
    /// The loops that were written down and are kept for the plan.
    private var recorded: [Int] = []
    /// Whether loops are kept for the plan after they were written down.
    private(set) var keepsRecorded: Bool

    init(keepsRecorded: Bool) {
        self.keepsRecorded = keepsRecorded
    }

    mutating func append(_ loop: Int) {
        unrecorded.append(loop)
    }

    /// Takes out a loop that is yet to be written down; nil when there is none.
    mutating func popUnrecorded() -> Int? {
        guard let loop = unrecorded.popFirst() else { return nil }
        if keepsRecorded { recorded.append(loop) }
        return loop
    }

    /// Hands over the loops that were kept for the plan; from now on none is.
    mutating func release() -> [Int] {
        defer { recorded = [] }
        keepsRecorded = false
        return recorded
    }
}
