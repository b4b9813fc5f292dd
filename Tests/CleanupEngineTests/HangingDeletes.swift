import HumanLoops
import TestSupport

/// A service whose deletes hang for a hundred seconds before they are carried out.
struct HangingDeletes: ForwardingHumanLoops {
    /// The service behind it.
    let service: InMemoryHumanLoops
    /// The clock.
    let time: VirtualTime

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        do {
            try await time.sleep(for: .seconds(100))
        } catch {
            throw HumanLoopServiceError(kind: .cancelled, code: "Cancelled")
        }
        return try await service.deleteHumanLoop(name, .unlimited)
    }
}
