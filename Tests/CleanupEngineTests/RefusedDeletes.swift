import HumanLoops
import TestSupport

/// A service that refuses to delete certain loops and does everything else.
struct RefusedDeletes: ServiceFaults {
    /// The loops that are not deleted.
    let names: Set<HumanLoopName>

    /// Refuses a delete of one of the loops.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard operation == .delete, names.contains(name) else { return nil }
        return .before(HumanLoopServiceError(kind: .rejected, code: "RefusedByTest", httpStatus: 400))
    }
}
