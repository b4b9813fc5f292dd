package import HumanLoops

/// Faults of every kind that come by chance, the same for the same seed.
package struct SeededFaults: ServiceFaults {
    /// Where chance comes from.
    private var generator: SeededGenerator
    /// How many calls of a hundred go wrong.
    private let percent: Int

    /// Makes faults that befall so many calls of a hundred.
    package init(seed: UInt64, percent: Int) {
        generator = SeededGenerator(seed: seed)
        self.percent = percent
    }

    /// Throws the dice for a call.
    package mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard Int.random(in: 0..<100, using: &generator) < percent else { return nil }
        let lost = HumanLoopServiceError(kind: .noAnswer, code: "ConnectionClosed", message: "no answer came")
        let broken = HumanLoopServiceError(kind: .server, code: "InternalServerException", httpStatus: 500)
        let garbled = HumanLoopServiceError(kind: .unreadable, code: "UnreadableAnswer", httpStatus: 200)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return .before(lost)
        case 1: return .after(lost)
        case 2: return .before(broken)
        case 3: return .after(broken)
        case 4: return .before(garbled)
        case 5: return .after(garbled)
        case 6: return .before(.throttled)
        default: return .before(HumanLoopServiceError(kind: .unreachable, code: "ConnectionRefused"))
        }
    }
}
