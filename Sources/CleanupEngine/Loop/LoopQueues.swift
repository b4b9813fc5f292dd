import DequeModule
import HumanLoops

/// The loops that something was proposed for, in the order in which they proceed when the operator has consented.
struct ProposedLoops: Sendable {
    /// The loops by the call that they begin with; nil for those that are only waited for.
    private var loops: [HumanLoopOperation?: Deque<Int>] = [:]

    var count: Int { loops.values.reduce(0) { $0 + $1.count } }

    func count(of operation: HumanLoopOperation) -> Int { loops[operation]?.count ?? 0 }

    mutating func append(_ loop: Int, for proposal: LoopProposal) {
        let operation: HumanLoopOperation? =
            switch proposal {
            case .stop: .stop
            case .delete: .delete
            case .wait, .awaitDeletion, .end: nil
            }
        loops[operation, default: []].append(loop)
    }

    /// Takes out the next loop that begins with a call, or is only waited for; nil when there is none.
    mutating func pop(_ operation: HumanLoopOperation?) -> Int? { loops[operation]?.popFirst() }
}

/// The loops that have ended: until each is written down, and in a survey until the plan has been made.
struct EndedLoops: Sendable {
    private var unrecorded: Deque<Int> = []
    /// The loops that were written down and are kept for the plan.
    private var recorded: [Int] = []
    /// Whether loops are kept for the plan after they were written down.
    private(set) var keepsRecorded: Bool

    init(keepsRecorded: Bool) { self.keepsRecorded = keepsRecorded }

    mutating func append(_ loop: Int) { unrecorded.append(loop) }

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
