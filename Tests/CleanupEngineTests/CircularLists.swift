import HumanLoops
import TestSupport

/// A service whose lists never end: every page points to the second one.
struct CircularLists: HumanLoopService {
    /// The service that has the loops.
    private let service: InMemoryHumanLoops

    /// Bends the lists of a service.
    init(_ service: InMemoryHumanLoops) {
        self.service = service
    }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await service.describeHumanLoop(name)
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        var answer = try await service.listHumanLoops(query)
        answer.value.nextToken = "100"
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
