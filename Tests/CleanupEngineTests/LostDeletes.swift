import HumanLoops
import TestSupport

/// A service at which every delete is lost on its way, and everything else is answered.
struct LostDeletes: ServiceFaults {
    /// Loses a delete.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard operation == .delete else { return nil }
        return .before(HumanLoopServiceError(kind: .noAnswer, code: "ConnectionClosed"))
    }
}
