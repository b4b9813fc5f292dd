import HumanLoops
import Simulator

/// A client of the simulated service without HTTP: what the engine is tried against in virtual time.
struct SimulatedServiceClient<C: Clock>: HumanLoopService where C.Duration == Duration {
    private let loops: SimulatedHumanLoops
    private let clock: C

    init(_ loops: SimulatedHumanLoops, clock: C) {
        self.loops = loops
        self.clock = clock
    }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        guard case .described(let loop) = try await send(.describe(name)) else {
            preconditionFailure("a describe that is not refused describes")
        }
        return HumanLoopAnswer(loop)
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        guard case .listed(let page) = try await send(.list(query)) else {
            preconditionFailure("a list that is not refused lists")
        }
        return HumanLoopAnswer(page)
    }

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        _ = try await send(.stop(name))
        return HumanLoopAnswer(())
    }

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        _ = try await send(.delete(name))
        return HumanLoopAnswer(())
    }

    private func send(_ call: SimulatedCall) async throws(HumanLoopServiceError) -> SimulatedAnswer {
        let reply = loops.reply(to: call)
        var wait = reply.latency
        if case .slow(let lag) = reply.delivery { wait += lag }
        do {
            if wait > .zero { try await clock.sleep(for: wait) }
        } catch {
            throw HumanLoopServiceError(kind: .cancelled, code: "Cancelled")
        }
        switch reply.delivery {
        case .dropped:
            throw HumanLoopServiceError(kind: .noAnswer, code: "ConnectionClosed", message: "no answer came")
        case .truncated, .malformed:
            throw HumanLoopServiceError(kind: .unreadable, code: "UnreadableAnswer", requestID: reply.requestID)
        case .whole, .slow:
            guard case .refused(let refusal) = reply.answer else { return reply.answer }
            throw HumanLoopServiceError(
                kind: refusal.code.kind,
                code: refusal.code.rawValue,
                message: refusal.message,
                requestID: reply.requestID,
                httpStatus: refusal.code.httpStatus
            )
        }
    }
}

extension ServiceRefusal.Code {
    /// The kind of error that a client takes the code for.
    fileprivate var kind: HumanLoopServiceError.Kind {
        switch self {
        case .validation, .conflict: .invalid
        case .resourceNotFound: .notFound
        case .throttling: .throttled
        case .internalServer: .server
        case .unknownOperation, .serialization: .rejected
        case .missingAuthenticationToken, .incompleteSignature, .unrecognizedClient: .credentials
        case .invalidSignature, .expiredToken: .credentials
        }
    }
}
