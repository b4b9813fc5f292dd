import AWSServices
import Simulator
import AWSCore
import AWSSigning
import AWSTestSupport
import HumanLoops
import Support
import TestSupport
import Testing

/// Whole calls over HTTP, from a machine whose clock is wrong, to a service that refuses what was not signed just now.
@Suite
struct SkewedClockTests {
    /// Runs a body with a client whose machine's clock is ahead of the service's.
    ///
    /// - Parameters:
    ///   - skew: how far it is ahead; behind when it is negative.
    ///   - body: what is done with the client.
    /// - Returns: the codes of the service's refusals, in their order.
    /// - Throws: what the body throws, or the trouble of listening.
    private func withClient(
        _ skew: Duration,
        _ body: @Sendable (A2IRuntimeClient) async throws -> Void
    ) async throws -> [ServiceRefusal.Code] {
        let moment = Timestamp(millisecondsSinceEpoch: RecordingEnvironment.moment * 1_000)
        let loops = SimulatedHumanLoops(try Fleet.sample().service(startingAt: moment), now: { moment })
        let refusals = RequestLog()
        var simulated = SimulatorConfiguration()
        simulated.onRequest = { refusals.add($0) }
        simulated.credentials = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
        )
        try await withSimulator(loops, configuration: simulated, clock: ContinuousClock()) { simulator in
            let configuration = try AWSConfiguration.example(.a2iRuntime, endpointURL: simulator.url)
            try await AsyncHTTPClientTransport.withTransport(.init(connections: 2)) { transport in
                try await body(
                    A2IRuntimeClient(
                        configuration: configuration,
                        credentials: StaticCredentials.example(),
                        tools: CallTools(
                            transport,
                            RecordingEnvironment(skew: skew).environment,
                            UserAgent(product: "skewed", version: "1")
                        )
                    )
                )
            }
        }
        return refusals.codes
    }

    @Test(
        "a clock that is hours off is corrected at its first call, whichever that is, and stays so",
        arguments: [.seconds(7_200), .seconds(-7_200), .seconds(301), .seconds(-301)] as [Duration]
    )
    func corrected(_ skew: Duration) async throws {
        let refusals = try await withClient(skew) { client in
            let deleted = try await client.deleteHumanLoop(.sample("done"), .unlimited)
            let described = try await client.describeHumanLoop(.sample("running"))
            let stopped = try await client.stopHumanLoop(.sample("running"), .unlimited)
            #expect([deleted.attempts, described.attempts, stopped.attempts] == [2, 1, 1])
            #expect(client.clock.correction == .zero - skew)
            #expect(client.clock.difference == .zero - skew)
        }
        #expect(refusals == [.invalidSignature])
    }

    @Test("a clock that the service bears is not corrected", arguments: [.seconds(299), .seconds(-299)] as [Duration])
    func borne(_ skew: Duration) async throws {
        let refusals = try await withClient(skew) { client in
            let deleted = try await client.deleteHumanLoop(.sample("done"), .unlimited)
            #expect(deleted.attempts == 1)
            #expect(client.clock.correction == .zero)
            #expect(client.clock.difference == .zero - skew)
        }
        #expect(refusals.isEmpty)
    }
}
