import HumanLoops
import TestSupport

/// A service that throttles lists by chance and bears everything else.
struct ThrottledLists: ServiceFaults {
    /// Where chance comes from.
    private var generator: SeededGenerator
    /// How many lists of a hundred are throttled, after the first, which always is.
    private let percent: Int
    /// Whether a list was throttled yet.
    private var hasThrottled = false

    /// Makes the throttles of a seed.
    init(seed: UInt64, percent: Int) {
        generator = SeededGenerator(seed: seed)
        self.percent = percent
    }

    /// Throws the dice for a list.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard operation == .list else { return nil }
        guard !hasThrottled || Int.random(in: 0..<100, using: &generator) < percent else { return nil }
        hasThrottled = true
        return .before(HumanLoopServiceError(kind: .throttled, code: "ThrottlingException", httpStatus: 429))
    }
}
