package import HumanLoops
import Support
import Synchronization

/// The service as its callers meet it: an account behind limits, delays and faults.
///
/// It is a value without a clock: every call comes with its time. Each operation draws from random numbers of its own, so
/// that a fault of one operation does not depend on how calls of others fall in between.
package struct SimulatedService: Sendable {
    package private(set) var account: SimulatedAccount
    package let behaviour: ServiceBehaviour
    private var buckets: [SimulatedOperation: TokenBucket]
    /// Each operation has its own, for faults and delays.
    private var generators: [SimulatedOperation: SeededGenerator] = [:]
    private var requestIDs: SeededGenerator

    package init(account: SimulatedAccount, behaviour: ServiceBehaviour = ServiceBehaviour()) {
        self.account = account
        self.behaviour = behaviour
        buckets = behaviour.rates.perSecond.mapValues { TokenBucket(rate: $0, burst: behaviour.rates.burst) }
        var seeds = SeededGenerator(seed: behaviour.seed)
        requestIDs = SeededGenerator(seed: seeds.next())
        for operation in SimulatedOperation.allCases { generators[operation] = SeededGenerator(seed: seeds.next()) }
    }

    /// Takes a call, and decides what becomes of it.
    package mutating func reply(to call: SimulatedCall, at moment: Timestamp) -> SimulatedReply {
        let operation = call.operation
        let (latency, draw) = drawChance(for: operation)
        var reply = SimulatedReply(
            answer: .refused(ServiceRefusal(.throttling, "Rate exceeded")),
            delivery: .whole,
            latency: latency,
            statusBefore: call.loopName.flatMap { account.status(of: $0, at: moment) },
            requestID: makeRequestID()
        )
        guard buckets[operation]?.admit(at: moment) ?? true else { return reply }
        reply.fault = behaviour.faults.fault(of: operation, draw: draw)
        if reply.fault?.isBeforeAction != true { reply.answer = account.answer(call, at: moment) }
        switch reply.fault {
        case .throttle, nil: break
        case .serverError, .serverErrorAfter:
            reply.answer = .refused(ServiceRefusal(.internalServer, "The service failed"))
        case .dropBefore, .dropAfter: reply.delivery = .dropped
        case .slowBody: reply.delivery = .slow(behaviour.slowBody)
        case .truncated: reply.delivery = .truncated
        case .malformed: reply.delivery = .malformed
        case .unknownStatus: reply.answer = reply.answer.withUnknownStatus
        }
        return reply
    }

    /// Makes the id of a request; no two calls of a run have the same.
    package mutating func makeRequestID() -> String {
        let numbers = [requestIDs.next(), requestIDs.next()]
        let bytes = numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) } }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { Hexadecimal.encode(bytes[$0]) }.joined(separator: "-")
    }

    private mutating func drawChance(for operation: SimulatedOperation) -> (latency: Duration, fault: Int) {
        // Every call draws both numbers, needed or not: one setting must not shift the draws of another.
        var generator = generators[operation] ?? SeededGenerator(seed: behaviour.seed)
        let delay = Double.random(in: 0..<1, using: &generator)
        let fault = Int.random(in: 0..<10_000, using: &generator)
        generators[operation] = generator
        return (behaviour.latency + behaviour.jitter * delay, fault)
    }

}

extension SimulatedAnswer {
    fileprivate var withUnknownStatus: SimulatedAnswer {
        let status = HumanLoopStatus.other("Archiving")
        switch self {
        case .described(var loop):
            loop.status = status
            return .described(loop)
        case .listed(var page):
            for index in page.summaries.indices { page.summaries[index].status = status }
            return .listed(page)
        case .started, .accepted, .refused: return self
        }
    }
}

/// A simulated service that many callers share.
package final class SimulatedHumanLoops: Sendable {
    private let service: Mutex<SimulatedService>
    private let now: @Sendable () -> Timestamp

    /// `now` tells the time of each call.
    package init(_ service: SimulatedService, now: @escaping @Sendable () -> Timestamp) {
        self.service = Mutex(service)
        self.now = now
    }

    /// Takes a call now, and decides what becomes of it; the caller waits for the reply's latency.
    package func reply(to call: SimulatedCall) -> SimulatedReply {
        service.withLock { $0.reply(to: call, at: now()) }
    }

    /// Makes the ID of a request that is refused before it is a call.
    package func makeRequestID() -> String { service.withLock { $0.makeRequestID() } }

    package var time: Timestamp { now() }

    package var account: SimulatedAccount { service.withLock { $0.account } }
}

package struct SimulatedReply: Sendable, Hashable {
    package var answer: SimulatedAnswer
    package var delivery: AnswerDelivery
    package var latency: Duration
    package var fault: FaultKind?
    /// The status of the loop before the call; nil when the call names none, or there is no such loop.
    package var statusBefore: HumanLoopStatus?
    package var requestID: String
}

/// How an answer reaches the caller.
package enum AnswerDelivery: Sendable, Hashable {
    case whole
    /// The connection is closed.
    case dropped
    /// The body comes so much later than the head.
    case slow(Duration)
    /// The head and half of the body, then the connection is closed.
    case truncated
    /// A page of HTML takes its place.
    case malformed
}
