import HumanLoops

/// A service as a process that may be killed reaches it: what it calls afterwards reaches nobody.
struct MortalHumanLoops: HumanLoopService {
    /// The service.
    let service: RestlessHumanLoops
    /// The process.
    let process: MortalProcess

    /// Asks the service, if the process lives.
    func describeHumanLoop(_ name: HumanLoopName) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try live()
        return try await service.describeHumanLoop(name)
    }

    /// Asks the service, if the process lives.
    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        try live()
        return try await service.listHumanLoops(query)
    }

    /// Asks the service, if the process lives.
    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try live()
        return try await service.stopHumanLoop(name, permit)
    }

    /// Asks the service, if the process lives.
    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try live()
        return try await service.deleteHumanLoop(name, permit)
    }

    /// Goes no further in a process that was killed.
    private func live() throws(HumanLoopServiceError) {
        if process.isDead { throw HumanLoopServiceError(kind: .cancelled, code: "Killed") }
    }
}
