package import HumanLoops

/// A service that hands the calls on which it has no part of its own to the one behind it.
package protocol ForwardingHumanLoops: HumanLoopService {
    /// The kind of the service behind it.
    associatedtype Service: HumanLoopService

    /// The service behind it.
    var service: Service { get }
}

extension ForwardingHumanLoops {
    package func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await service.describeHumanLoop(name)
    }

    package func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        try await service.listHumanLoops(query)
    }

    package func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await service.stopHumanLoop(name, permit)
    }

    package func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await service.deleteHumanLoop(name, permit)
    }
}
