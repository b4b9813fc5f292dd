import HumanLoops

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
