import AWSServices
import Simulator
import AWSCore
import AWSTestSupport
import HumanLoops
import Testing
import TestSupport

/// What every implementation of `HumanLoopService` must do: over HTTP against the simulator, on the simulator without a
/// wire, and in memory.
@Suite("HumanLoopService: the contract")
struct HumanLoopServiceContractTests {
    /// The implementations.
    enum Implementation: CaseIterable, Sendable {
        /// The client of the real service, over HTTP.
        case client
        /// The simulated service without a wire.
        case simulated
        /// The one that engine tests use.
        case inMemory
    }

    /// Runs a body with an implementation that has a running and a done loop.
    private func withService(
        _ implementation: Implementation,
        _ body: @escaping @Sendable (any HumanLoopService) async throws -> Void
    ) async throws {
        let moment = HumanLoop.sampleCreation
        switch implementation {
        case .inMemory:
            let time = VirtualTime()
            let loops = [HumanLoop.sample(.inProgress, name: "running"), .sample(.completed, name: "done")]
            let service = InMemoryHumanLoops(loops.map { .init($0) }, time: time)
            let result = time.run { () -> Result<Void, any Error> in
                do { return .success(try await body(service)) } catch { return .failure(error) }
            }
            try result.get()
        case .simulated:
            let loops = SimulatedHumanLoops(try Fleet.sample().service(startingAt: moment), now: { moment })
            try await body(SimulatedServiceClient(loops, clock: ContinuousClock()))
        case .client:
            let loops = SimulatedHumanLoops(try Fleet.sample().service(startingAt: moment), now: { moment })
            try await withSimulator(loops, clock: ContinuousClock()) { simulator in
                let configuration = try AWSConfiguration.example(.a2iRuntime, endpointURL: simulator.url)
                try await AsyncHTTPClientTransport.withTransport(.init(connections: 2)) { transport in
                    let agent = UserAgent(product: "contract", version: "1")
                    try await body(
                        A2IRuntimeClient(
                            configuration: configuration,
                            credentials: StaticCredentials.example(),
                            tools: CallTools(transport, RecordingEnvironment().environment, agent)
                        )
                    )
                }
            }
        }
    }

    @Test("a loop is described with its identity", arguments: Implementation.allCases)
    func describes(_ implementation: Implementation) async throws {
        try await withService(implementation) { service in
            let loop = try await service.describeHumanLoop(.sample("done")).value
            #expect(loop.name == .sample("done") && loop.status == .completed)
            #expect(loop.flowDefinitionARN == HumanLoop.sampleFlowDefinition)
            #expect(loop.arn == "arn:aws:sagemaker:us-east-1:123456789012:human-loop/done")
            #expect(try await service.describeHumanLoop(.sample("done")).value == loop)
        }
    }

    @Test("a loop that is not there is not found, by any call", arguments: Implementation.allCases)
    func misses(_ implementation: Implementation) async throws {
        try await withService(implementation) { service in
            let name = HumanLoopName.sample("absent")
            #expect(await service.trouble(of: .describe, name) == .notFound)
            #expect(await service.trouble(of: .stop, name) == .notFound)
            #expect(await service.trouble(of: .delete, name) == .notFound)
        }
    }

    @Test("a loop in progress cannot be deleted before it is stopped", arguments: Implementation.allCases)
    func stopsThenDeletes(_ implementation: Implementation) async throws {
        try await withService(implementation) { service in
            let name = HumanLoopName.sample("running")
            #expect(await service.trouble(of: .delete, name) == .invalid)
            _ = try await service.stopHumanLoop(name, .unlimited)
            #expect(try await service.describeHumanLoop(name).value.status == .stopped)
            #expect(await service.trouble(of: .stop, name) == .invalid)
            _ = try await service.deleteHumanLoop(name, .unlimited)
            #expect(await service.trouble(of: .describe, name) == .notFound)
        }
    }
}

extension HumanLoopService {
    /// Makes a call for a loop and finds out what kind of trouble it has.
    ///
    /// - Returns: nil when it has none.
    fileprivate func trouble(of operation: HumanLoopOperation, _ name: HumanLoopName) async -> HumanLoopServiceError
        .Kind?
    {
        do throws(HumanLoopServiceError) {
            switch operation {
            case .describe: _ = try await describeHumanLoop(name)
            case .stop: _ = try await stopHumanLoop(name, .unlimited)
            case .delete: _ = try await deleteHumanLoop(name, .unlimited)
            case .list: _ = try await listHumanLoops(HumanLoopQuery(flowDefinitionARN: HumanLoop.sampleFlowDefinition))
            }
            return nil
        } catch {
            return error.kind
        }
    }
}
