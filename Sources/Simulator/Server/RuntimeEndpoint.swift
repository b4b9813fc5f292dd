package import HumanLoops
import Support

/// The API as a function from requests to answers: everything about it but the sockets.
struct RuntimeEndpoint: Sendable {
    let loops: SimulatedHumanLoops
    private let variants: ServiceVariants
    private let reader: CallReader
    /// Nil when every request is let in.
    private let verifier: SignatureVerifier?

    init(_ loops: SimulatedHumanLoops, configuration: SimulatorConfiguration) {
        let account = loops.account
        self.loops = loops
        variants = account.variants
        reader = CallReader(basePath: configuration.basePath)
        verifier = configuration.credentials.map {
            SignatureVerifier(credentials: $0, expiration: configuration.credentialsExpiration, region: account.region)
        }
    }

    func exchange(_ request: WireRequest) -> RuntimeExchange {
        let time = loops.time
        do {
            try verifier?.verify(request, at: time)
            let call = try reader.call(in: request)
            return exchange(loops.reply(to: call), to: call, at: time)
        } catch {
            // It is not a call, or not one that is let in.
            let id = loops.makeRequestID()
            let reply = SimulatedReply(answer: .refused(error), delivery: .whole, latency: .zero, requestID: id)
            return exchange(reply, to: nil, at: time)
        }
    }

    private func exchange(_ reply: SimulatedReply, to call: SimulatedCall?, at time: Timestamp) -> RuntimeExchange {
        var answer = WireAnswer(reply.answer, requestID: reply.requestID, errorCode: variants.errorCode)
        if reply.delivery == .malformed { answer = .proxyPage(requestID: reply.requestID) }
        var entry = RequestLogEntry(time: time, requestID: reply.requestID)
        entry.operation = call?.operation
        entry.loop = call?.loopName
        entry.statusBefore = reply.statusBefore
        entry.fault = reply.fault
        if reply.delivery != .dropped {
            entry.httpStatus = answer.status
            if case .refused(let refusal) = reply.answer { entry.code = refusal.code }
        }
        return RuntimeExchange(answer: answer, delivery: reply.delivery, latency: reply.latency, entry: entry)
    }
}

struct RuntimeExchange: Sendable, Hashable {
    var answer: WireAnswer
    var delivery: AnswerDelivery
    var latency: Duration
    var entry: RequestLogEntry
}

/// What the simulator notes of one request.
package struct RequestLogEntry: Sendable, Hashable {
    package var time: Timestamp
    /// Nil when the request was refused before its operation was looked at.
    package var operation: SimulatedOperation?
    /// Nil when the operation names none.
    package var loop: HumanLoopName?
    /// Nil when there was no such loop.
    package var statusBefore: HumanLoopStatus?
    /// Nil when the connection was closed without an answer.
    package var httpStatus: Int?
    /// Nil when the call was not refused, or the answer was lost.
    package var code: ServiceRefusal.Code?
    package var fault: FaultKind?
    package var requestID: String

    /// The entry as one line of JSON, with its line feed.
    ///
    /// Keys, in this order, absent ones left out: `time` (RFC 3339), `operation` (such as `StopHumanLoop`), `loop`,
    /// `statusBefore`, `httpStatus`, `code`, `fault`, `requestId`.
    package var jsonLine: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.add("time", time.description)
            json.add("operation", operation?.apiName)
            json.add("loop", loop?.rawValue)
            json.add("statusBefore", statusBefore?.description)
            json.member("httpStatus", httpStatus)
            json.add("code", code?.rawValue)
            json.add("fault", fault?.rawValue)
            json.add("requestId", requestID)
        }
        json.newline()
        return json.take()
    }
}
