package import HumanLoops

/// The API as a function from requests to answers: everything about it but the sockets.
struct RuntimeEndpoint: Sendable {
    /// The service behind it.
    let loops: SimulatedHumanLoops
    /// How errors are written.
    private let variants: ServiceVariants
    /// Finds the call in a request.
    private let reader: CallReader
    /// Checks signatures; nil when every request is let in.
    private let verifier: SignatureVerifier?

    /// Puts a service behind the API.
    init(_ loops: SimulatedHumanLoops, configuration: SimulatorConfiguration) {
        let account = loops.account
        self.loops = loops
        variants = account.variants
        reader = CallReader(basePath: configuration.basePath)
        verifier = configuration.credentials.map {
            SignatureVerifier(
                credentials: $0,
                expiration: configuration.credentialsExpiration,
                region: account.region
            )
        }
    }

    /// Answers a request.
    func exchange(_ request: WireRequest) -> RuntimeExchange {
        let time = loops.time
        do {
            try verifier?.verify(request, at: time)
            return exchange(try reader.call(in: request), at: time)
        } catch {
            return refusal(error, at: time)
        }
    }

    /// Answers a request that is a call.
    private func exchange(_ call: SimulatedCall, at time: Timestamp) -> RuntimeExchange {
        let reply = loops.reply(to: call)
        var answer = WireAnswer(reply.answer, requestID: reply.requestID, errorCode: variants.errorCode)
        if reply.delivery == .malformed { answer = .proxyPage(requestID: reply.requestID) }
        var entry = RequestLogEntry(time: time, requestID: reply.requestID)
        entry.operation = call.operation
        entry.loop = call.loopName
        entry.statusBefore = reply.statusBefore
        entry.fault = reply.fault
        if reply.delivery != .dropped {
            entry.httpStatus = answer.status
            if case .refused(let refusal) = reply.answer { entry.code = refusal.code }
        }
        return RuntimeExchange(answer: answer, delivery: reply.delivery, latency: reply.latency, entry: entry)
    }

    /// Answers a request that is no call, or may not be one.
    private func refusal(_ refusal: ServiceRefusal, at time: Timestamp) -> RuntimeExchange {
        let id = loops.makeRequestID()
        let answer = WireAnswer(.refused(refusal), requestID: id, errorCode: variants.errorCode)
        var entry = RequestLogEntry(time: time, requestID: id)
        entry.httpStatus = answer.status
        entry.code = refusal.code
        return RuntimeExchange(answer: answer, delivery: .whole, latency: .zero, entry: entry)
    }
}

/// A request's answer, how it is to be delivered, and what is noted of it.
struct RuntimeExchange: Sendable, Hashable {
    /// The answer.
    var answer: WireAnswer
    /// How it reaches the caller.
    var delivery: AnswerDelivery
    /// How long the caller waits for it.
    var latency: Duration
    /// What is noted.
    var entry: RequestLogEntry
}

/// What the simulator notes of one request.
package struct RequestLogEntry: Sendable, Hashable {
    /// When it came.
    package var time: Timestamp
    /// Its operation; nil when it was of none, or was refused before that was looked at.
    package var operation: SimulatedOperation?
    /// The loop it names; nil when it names none.
    package var loop: HumanLoopName?
    /// The loop's status before; nil when there was no such loop.
    package var statusBefore: HumanLoopStatus?
    /// The HTTP status it was answered with; nil when the connection was closed without an answer.
    package var httpStatus: Int?
    /// The code it was refused with; nil when it was not, or the answer was lost.
    package var code: ServiceRefusal.Code?
    /// The fault that was played; nil when there was none.
    package var fault: FaultKind?
    /// The id that its answer carried.
    package var requestID: String

    /// The entry as one line of JSON, with its line feed.
    ///
    /// Keys, in this order, absent ones left out: `time` (RFC 3339), `operation` (such as `StopHumanLoop`), `loop`,
    /// `statusBefore`, `httpStatus`, `code`, `fault`, `requestId`.
    package var jsonLine: [UInt8] {
        var object = JSONObjectText()
        object.add("time", time.description)
        object.add("operation", operation?.apiName)
        object.add("loop", loop?.rawValue)
        object.add("statusBefore", statusBefore?.description)
        object.add("httpStatus", httpStatus)
        object.add("code", code?.rawValue)
        object.add("fault", fault?.rawValue)
        object.add("requestId", requestID)
        return object.bytes + [UInt8(ascii: "\n")]
    }
}
