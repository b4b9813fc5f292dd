import HumanLoops
@testable import Simulator
import TestSupport
import Testing

/// The service without a wire.
@Suite struct SimulatedServiceClientTests {
    /// Describes a loop of the sample through a client, and tells how long that took.
    private func describe(
        _ behaviour: ServiceBehaviour,
        name: String = "done"
    ) throws -> (result: Result<HumanLoop, HumanLoopServiceError>, elapsed: Duration) {
        let time = VirtualTime()
        var fleet = try Fleet.sample()
        fleet.behaviour = behaviour
        let moment = HumanLoop.sampleCreation
        let loops = SimulatedHumanLoops(fleet.service(startingAt: moment)) { moment + time.now.offset }
        let client = SimulatedServiceClient(loops, clock: time)
        let result: Result<HumanLoop, HumanLoopServiceError> = time.run {
            do throws(HumanLoopServiceError) {
                return .success(try await client.describeHumanLoop(.sample(name)).value)
            } catch {
                return .failure(error)
            }
        }
        return (result, time.now.offset)
    }

    @Test("an answer takes the service's time")
    func latency() throws {
        var behaviour = ServiceBehaviour()
        behaviour.latency = .milliseconds(20)
        let (result, elapsed) = try describe(behaviour)
        #expect(try result.get().status == .completed)
        #expect(elapsed == .milliseconds(20))
    }

    @Test(
        "a fault is what a client would make of it",
        arguments: [
            (FaultKind.serverError, HumanLoopServiceError.Kind.server),
            (.throttle, .throttled),
            (.dropAfter, .noAnswer),
            (.truncated, .unreadable),
            (.malformed, .unreadable),
        ]
    )
    func faults(fault: FaultKind, kind: HumanLoopServiceError.Kind) {
        var behaviour = ServiceBehaviour()
        behaviour.faults = FaultShares([FaultRule(operation: .describe, kind: fault, basisPoints: 10_000)])
        let error = #expect(throws: HumanLoopServiceError.self) { try describe(behaviour).result.get() }
        #expect(error?.kind == kind)
    }

    @Test("a loop that does not exist is not found")
    func notFound() {
        let error = #expect(throws: HumanLoopServiceError.self) {
            try describe(ServiceBehaviour(), name: "nobody").result.get()
        }
        #expect(error?.kind == .notFound)
        #expect(error?.httpStatus == 404)
    }
}
