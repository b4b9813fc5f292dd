import HumanLoops
import TestSupport

/// The same trouble with every call.
struct EveryCall: ServiceFaults {
    /// The kind of trouble.
    let fails: HumanLoopServiceError.Kind

    /// Says that the call fails.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        .before(HumanLoopServiceError(kind: fails, code: "Trouble"))
    }
}
