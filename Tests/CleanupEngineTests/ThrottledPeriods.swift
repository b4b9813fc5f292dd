import HumanLoops
import TestSupport

/// A service that throttles every call of one operation at certain times, and is well otherwise.
struct ThrottledPeriods: ServiceFaults {
    /// The operation.
    let operation: HumanLoopOperation
    /// When it is throttled.
    let periods: [Range<Duration>]
    /// The clock.
    let time: VirtualTime

    /// Throttles a call of the operation when it is time.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        let now = time.now.offset
        guard operation == self.operation, periods.contains(where: { $0.contains(now) }) else { return nil }
        return .before(HumanLoopServiceError(kind: .throttled, code: "ThrottlingException", httpStatus: 429))
    }
}
