package import HumanLoops

/// The service as its callers meet it: an account behind limits, delays and faults.
///
/// It is a value without a clock: every call comes with its time. Each operation draws from random numbers of its own, so
/// that a fault of one operation does not depend on how calls of others fall in between.
package struct SimulatedService: Sendable {
    /// The loops.
    package private(set) var account: SimulatedAccount
    /// How quick and reliable the service is.
    package let behaviour: ServiceBehaviour
    /// The limits of those operations that have one.
    private var buckets: [SimulatedOperation: TokenBucket]
    /// Where faults and delays come from, for each operation.
    private var generators: [SimulatedOperation: SeededGenerator] = [:]
    /// Where request ids come from.
    private var requestIDs: SeededGenerator

    /// Puts an account behind a behaviour.
    package init(account: SimulatedAccount, behaviour: ServiceBehaviour = ServiceBehaviour()) {
        self.account = account
        self.behaviour = behaviour
        buckets = behaviour.rates.perSecond.mapValues { TokenBucket(rate: $0, burst: behaviour.rates.burst) }
        var seeds = SeededGenerator(seed: behaviour.seed)
        requestIDs = SeededGenerator(seed: seeds.next())
        for operation in SimulatedOperation.allCases {
            generators[operation] = SeededGenerator(seed: seeds.next())
        }
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
        play(reply.fault, on: call, at: moment, in: &reply)
        return reply
    }

    /// Makes the id of a request; no two calls of a run have the same.
    package mutating func makeRequestID() -> String {
        let digits = Array(Self.hexadecimal(requestIDs.next()) + Self.hexadecimal(requestIDs.next()))
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String($0) }.joined(separator: "-")
    }

    /// Acts on a call, or does not, as a fault (nil for none) wants it.
    private mutating func play(
        _ fault: FaultKind?,
        on call: SimulatedCall,
        at moment: Timestamp,
        in reply: inout SimulatedReply
    ) {
        let failure = SimulatedAnswer.refused(ServiceRefusal(.internalServer, "The service failed"))
        switch fault {
        case .throttle:
            break
        case .serverError:
            reply.answer = failure
        case .serverErrorAfter:
            _ = account.answer(call, at: moment)
            reply.answer = failure
        case .dropBefore:
            reply.delivery = .dropped
        case .dropAfter:
            reply.answer = account.answer(call, at: moment)
            reply.delivery = .dropped
        case .slowBody:
            reply.answer = account.answer(call, at: moment)
            reply.delivery = .slow(behaviour.slowBody)
        case .truncated:
            reply.answer = account.answer(call, at: moment)
            reply.delivery = .truncated
        case .malformed:
            reply.answer = account.answer(call, at: moment)
            reply.delivery = .malformed
        case .unknownStatus:
            reply.answer = account.answer(call, at: moment).withUnknownStatus
        case nil:
            reply.answer = account.answer(call, at: moment)
        }
    }

    /// Draws a call's delay, and the number that decides its fault.
    private mutating func drawChance(for operation: SimulatedOperation) -> (latency: Duration, fault: Int) {
        // Every call draws both numbers, needed or not: one setting must not shift the draws of another.
        var generator = generators[operation] ?? SeededGenerator(seed: behaviour.seed)
        let delay = Double.random(in: 0..<1, using: &generator)
        let fault = Int.random(in: 0..<10_000, using: &generator)
        generators[operation] = generator
        return (behaviour.latency + behaviour.jitter * delay, fault)
    }

    /// Sixteen hexadecimal digits.
    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension SimulatedAnswer {
    /// The answer with a status that no model knows, where it has one.
    fileprivate var withUnknownStatus: SimulatedAnswer {
        let status = HumanLoopStatus.other("Archiving")
        switch self {
        case .described(var loop):
            loop.status = status
            return .described(loop)
        case .listed(var page):
            for index in page.summaries.indices { page.summaries[index].status = status }
            return .listed(page)
        case .started, .accepted, .refused:
            return self
        }
    }
}

/// What becomes of one call.
package struct SimulatedReply: Sendable, Hashable {
    /// What the service says.
    package var answer: SimulatedAnswer
    /// How that reaches the caller.
    package var delivery: AnswerDelivery
    /// How long the caller waits for it.
    package var latency: Duration
    /// The fault that was played; nil when there was none.
    package var fault: FaultKind?
    /// The status of the loop before the call; nil when the call names none, or there is no such loop.
    package var statusBefore: HumanLoopStatus?
    /// The id that the answer carries.
    package var requestID: String
}

/// How an answer reaches the caller.
package enum AnswerDelivery: Sendable, Hashable {
    /// As a whole.
    case whole
    /// Not at all: the connection is closed.
    case dropped
    /// The head at once, the body so much later.
    case slow(Duration)
    /// The head and half of the body, then the connection is closed.
    case truncated
    /// A page of HTML stands in its place.
    case malformed
}
