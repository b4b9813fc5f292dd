import HumanLoops
import TestSupport

/// A service that throttles calls of every kind by chance, and is well otherwise.
struct ThrottledCalls: ServiceFaults {
    /// Where chance comes from.
    private var generator: SeededGenerator
    /// How many calls of a hundred are throttled.
    private let percent: Int

    /// Makes the throttles of a seed.
    init(seed: UInt64, percent: Int) {
        generator = SeededGenerator(seed: seed)
        self.percent = percent
    }

    /// Throws the dice for a call.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard Int.random(in: 0..<100, using: &generator) < percent else { return nil }
        return .before(HumanLoopServiceError(kind: .throttled, code: "ThrottlingException", httpStatus: 429))
    }
}
