import HumanLoops
import TestSupport

/// A service that refuses every list with the same error and bears everything else.
struct FailingLists: ServiceFaults {
    /// The error.
    let error: HumanLoopServiceError

    /// Refuses lists.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        operation == .list ? .before(error) : nil
    }
}
