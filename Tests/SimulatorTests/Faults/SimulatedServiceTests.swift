@testable import Simulator
import HumanLoops
import TestSupport
import Testing

/// Limits, delays and faults.
@Suite struct SimulatedServiceTests {
    /// The loop of the sample account.
    private let name = HumanLoopName.sample("dup-1")

    /// Makes a service in which all deletes go wrong in one way.
    private func service(_ kind: FaultKind, _ status: HumanLoopStatus = .completed) -> SimulatedService {
        var behaviour = ServiceBehaviour()
        behaviour.faults = FaultShares([FaultRule(operation: nil, kind: kind, basisPoints: 10_000)])
        return SimulatedService(account: .sample(status), behaviour: behaviour)
    }

    @Test(
        "a fault happens before or after the service has acted",
        arguments: [
            (FaultKind.serverError, false, ServiceRefusal.Code?.some(.internalServer), AnswerDelivery.whole),
            (.serverErrorAfter, true, .internalServer, .whole),
            (.throttle, false, .throttling, .whole),
            (.dropBefore, false, nil, .dropped),
            (.dropAfter, true, nil, .dropped),
            (.slowBody, true, nil, .slow(.seconds(30))),
            (.truncated, true, nil, .truncated),
            (.malformed, true, nil, .malformed),
            (.unknownStatus, true, nil, .whole),
        ]
    )
    func fault(kind: FaultKind, acts: Bool, code: ServiceRefusal.Code?, delivery: AnswerDelivery) {
        var service = service(kind)
        let reply = service.reply(to: .delete(name), at: .sampleStart)
        #expect(reply.fault == kind)
        #expect(reply.delivery == delivery)
        #expect(reply.statusBefore == .completed)
        if let code { #expect(reply.answer.code == code) }
        #expect((service.account.status(of: name, at: .sampleStart) == nil) == acts)
    }

    @Test("an unknown status is shown in descriptions and lists")
    func unknownStatus() {
        var service = service(.unknownStatus)
        #expect(service.reply(to: .describe(name), at: .sampleStart).answer.status == .other("Archiving"))
        let query = HumanLoopQuery(flowDefinitionARN: HumanLoop.sampleFlowDefinition)
        let reply = service.reply(to: .list(query), at: .sampleStart)
        #expect(reply.answer.page?.summaries.map(\.status) == [.other("Archiving")])
    }

    @Test("the same seed brings the same faults and delays, another seed others")
    func seeds() {
        func run(seed: UInt64, operation: SimulatedCall, noise: Int = 0) -> [String] {
            var behaviour = ServiceBehaviour()
            behaviour.seed = seed
            behaviour.jitter = .milliseconds(10)
            behaviour.faults = FaultShares([FaultRule(operation: nil, kind: .throttle, basisPoints: 5_000)])
            var service = SimulatedService(account: .sample(.completed), behaviour: behaviour)
            return (0..<40).map { _ in
                for _ in 0..<noise { _ = service.reply(to: .stop(name), at: .sampleStart) }
                let reply = service.reply(to: operation, at: .sampleStart)
                return "\(reply.fault.map(\.rawValue) ?? "") \(reply.latency)"
            }
        }
        let first = run(seed: 7, operation: .describe(name))
        #expect(first == run(seed: 7, operation: .describe(name)))
        #expect(first == run(seed: 7, operation: .describe(name), noise: 3), "calls of other operations shift nothing")
        #expect(first != run(seed: 8, operation: .describe(name)))
        #expect(Set(first.map { $0.hasPrefix("throttle") }) == [true, false])
    }

    @Test("a share of the calls goes wrong, not more and not less")
    func share() {
        var behaviour = ServiceBehaviour()
        behaviour.faults = FaultShares([
            FaultRule(operation: .describe, kind: .serverError, basisPoints: 1_000),
            FaultRule(operation: .describe, kind: .dropBefore, basisPoints: 2_000),
        ])
        var service = SimulatedService(account: .sample(.completed), behaviour: behaviour)
        var counts: [FaultKind: Int] = [:]
        for _ in 0..<10_000 {
            guard let fault = service.reply(to: .describe(name), at: .sampleStart).fault else { continue }
            counts[fault, default: 0] += 1
        }
        #expect((900...1_100).contains(counts[.serverError] ?? 0))
        #expect((1_900...2_100).contains(counts[.dropBefore] ?? 0))
        #expect(counts.count == 2)
    }

    @Test("delays lie between the latency and the latency with its jitter")
    func latency() {
        var behaviour = ServiceBehaviour()
        behaviour.latency = .milliseconds(20)
        behaviour.jitter = .milliseconds(10)
        var service = SimulatedService(account: .sample(.completed), behaviour: behaviour)
        for _ in 0..<200 {
            let latency = service.reply(to: .describe(name), at: .sampleStart).latency
            #expect(latency >= .milliseconds(20) && latency < .milliseconds(30))
        }
    }

    @Test("a burst is let through, then as many calls as the rate allows; other operations are not touched")
    func rates() {
        var behaviour = ServiceBehaviour()
        behaviour.rates = ServiceRates(perSecond: [.describe: 10], burst: 5)
        var service = SimulatedService(account: .sample(.completed), behaviour: behaviour)
        func admitted(_ count: Int, at moment: Timestamp) -> Int {
            (0..<count).filter { _ in service.reply(to: .describe(name), at: moment).answer.code == nil }.count
        }
        #expect(admitted(20, at: .sampleStart) == 5)
        #expect(admitted(20, at: .sampleStart + .milliseconds(99)) == 0)
        #expect(admitted(20, at: .sampleStart + .milliseconds(100)) == 1)
        #expect(admitted(20, at: .sampleStart + .seconds(60)) == 5)
        #expect(admitted(20, at: .sampleStart) == 0, "a clock that is set back brings no new calls")
        #expect(service.reply(to: .stop(name), at: .sampleStart).answer.code == .validation)
    }

    @Test("request ids have the form of a UUID and differ")
    func requestIDs() {
        var service = SimulatedService(account: .sample(.completed))
        let ids = (0..<100).map { _ in service.reply(to: .describe(name), at: .sampleStart).requestID }
        #expect(Set(ids).count == 100)
        #expect(ids.allSatisfy { $0.split(separator: "-" as Character).map(\.count) == [8, 4, 4, 4, 12] })
    }
}
