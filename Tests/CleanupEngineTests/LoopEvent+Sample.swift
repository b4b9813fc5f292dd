import CleanupEngine
import HumanLoops
import TestSupport

extension LoopEvent {
    /// The loop of the tests is described in a status.
    static func seen(_ status: HumanLoopStatus) -> LoopEvent { .described(.sample(status)) }

    /// A call for the loop of the tests comes to nothing.
    static func failed(_ operation: HumanLoopOperation, _ kind: HumanLoopServiceError.Kind) -> LoopEvent {
        .callFailed(operation, HumanLoopServiceError(kind: kind, code: "Code-\(kind.rawValue)", message: "words"))
    }
}
