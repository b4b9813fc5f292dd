import HumanLoops
import TestSupport

/// A service that finds every stop and every delete unsuited to where the loop stands.
struct RefusedChanges: ForwardingHumanLoops {
    /// The service behind it.
    let service: AlteredHumanLoops

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        throw .unsuited(.stopped)
    }

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        throw .unsuited(.inProgress)
    }
}
