package import HumanLoops

/// How many calls something took, by operation.
package struct CallCounts: Sendable, Hashable {
    /// DescribeHumanLoop requests sent.
    package var describe = 0
    /// ListHumanLoops requests sent.
    package var list = 0
    /// StopHumanLoop requests sent.
    package var stop = 0
    /// DeleteHumanLoop requests sent.
    package var delete = 0
    /// How many of them the service throttled.
    package var throttled = 0
    /// How many of them repeated one that had failed.
    package var retried = 0

    /// Starts with no calls.
    package init() {}

    /// Every request sent.
    package var total: Int { describe + list + stop + delete }

    /// The requests sent of one operation.
    package subscript(operation: HumanLoopOperation) -> Int {
        get { self[keyPath: Self.place(of: operation)] }
        set { self[keyPath: Self.place(of: operation)] = newValue }
    }

    /// Says which of the counts belongs to an operation.
    private static func place(of operation: HumanLoopOperation) -> WritableKeyPath<CallCounts, Int> {
        switch operation {
        case .describe: \.describe
        case .list: \.list
        case .stop: \.stop
        case .delete: \.delete
        }
    }

    /// Adds the calls of another count.
    package static func += (sum: inout CallCounts, other: CallCounts) {
        sum.describe += other.describe
        sum.list += other.list
        sum.stop += other.stop
        sum.delete += other.delete
        sum.throttled += other.throttled
        sum.retried += other.retried
    }
}
