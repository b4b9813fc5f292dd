import HumanLoops
import TestSupport

/// A service whose deletes hang for a hundred seconds before they are carried out.
struct HangingDeletes: HumanLoopService {
    /// The service behind it.
    private let service: InMemoryHumanLoops
    /// The clock.
    private let time: VirtualTime

    /// Puts the hanging in front of a service.
    init(_ service: InMemoryHumanLoops, time: VirtualTime) {
        (self.service, self.time) = (service, time)
    }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await service.describeHumanLoop(name)
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        try await service.listHumanLoops(query)
    }

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await service.stopHumanLoop(name, permit)
    }

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
