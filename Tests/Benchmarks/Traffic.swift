import HumanLoops

/// The calls that reached a service.
struct Traffic: Sendable {
    /// The calls that came, by operation.
    private var sent: [Int] = [0, 0, 0, 0]
    /// The calls that were throttled, by operation.
    private var refused: [Int] = [0, 0, 0, 0]
    /// How many rows the pages of lists had.
    var rows = 0

    /// Counts a call.
    mutating func count(_ operation: HumanLoopOperation, wasThrottled: Bool) {
        sent[Self.place(of: operation)] += 1
        if wasThrottled { refused[Self.place(of: operation)] += 1 }
    }

    /// The calls of one operation that came.
    subscript(operation: HumanLoopOperation) -> Int { sent[Self.place(of: operation)] }

    /// The calls of one operation that were not throttled.
    func carriedOut(_ operation: HumanLoopOperation) -> Int {
        sent[Self.place(of: operation)] - refused[Self.place(of: operation)]
    }

    /// The calls that came.
    var total: Int { sent.reduce(0, +) }

    /// How many of them were throttled.
    var throttled: Int { refused.reduce(0, +) }

    /// The calls that came after others had.
    static func - (later: Traffic, earlier: Traffic) -> Traffic {
        var difference = later
        for place in difference.sent.indices {
            difference.sent[place] -= earlier.sent[place]
            difference.refused[place] -= earlier.refused[place]
        }
        difference.rows -= earlier.rows
        return difference
    }

    /// Where an operation is counted.
    private static func place(of operation: HumanLoopOperation) -> Int {
        switch operation {
        case .describe: 0
        case .list: 1
        case .stop: 2
        case .delete: 3
        }
    }
}
