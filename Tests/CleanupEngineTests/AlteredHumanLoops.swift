import HumanLoops
import TestSupport

/// A service whose answers are changed on their way.
struct AlteredHumanLoops: HumanLoopService {
    /// The service behind it.
    let service: InMemoryHumanLoops
    /// Changes what a describe brought.
    var describing: @Sendable (HumanLoopAnswer<HumanLoop>) -> HumanLoopAnswer<HumanLoop> = { $0 }
    /// Changes what a list brought.
    var listing: @Sendable (HumanLoopQuery, HumanLoopAnswer<HumanLoopPage>) -> HumanLoopAnswer<HumanLoopPage> = { $1 }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        describing(try await service.describeHumanLoop(name))
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        listing(query, try await service.listHumanLoops(query))
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
        try await service.deleteHumanLoop(name, permit)
    }
}
