import HumanLoops
import TestSupport

/// A service at which a loop becomes another one as soon as it was listed.
struct ChangedAfterListing: HumanLoopService {
    /// The service that has the loop.
    private let service: InMemoryHumanLoops
    /// What the loop becomes.
    private let successor: InMemoryHumanLoops.Resident

    /// Changes a loop of a service.
    init(_ service: InMemoryHumanLoops, to successor: InMemoryHumanLoops.Resident) {
        self.service = service
        self.successor = successor
    }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await service.describeHumanLoop(name)
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        let answer = try await service.listHumanLoops(query)
        service.replace(with: successor)
        return answer
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
