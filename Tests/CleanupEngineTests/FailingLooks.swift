import HumanLoops
import TestSupport

/// A service at which the describes of one loop bring trouble, the first few or all of them.
struct FailingLooks: ServiceFaults {
    /// The loop.
    let name: HumanLoopName
    /// The kind of trouble.
    let kind: HumanLoopServiceError.Kind
    /// How many describes bring it still.
    var count = Int.max

    /// Says whether the call is one of them.
    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard operation == .describe, name == self.name, count > 0 else { return nil }
        count -= 1
        return .before(HumanLoopServiceError(kind: kind, code: "Trouble", message: "no"))
    }
}
