package import HumanLoops
import Synchronization

/// A simulated service that many callers share.
package final class SimulatedHumanLoops: Sendable {
    /// The service; each call takes it for itself for a moment.
    private let service: Mutex<SimulatedService>
    /// What time it is.
    private let now: @Sendable () -> Timestamp

    /// Shares a service; `now` tells the time of each call.
    package init(_ service: SimulatedService, now: @escaping @Sendable () -> Timestamp) {
        self.service = Mutex(service)
        self.now = now
    }

    /// Takes a call now, and decides what becomes of it; to wait for the reply's latency is the caller's part.
    package func reply(to call: SimulatedCall) -> SimulatedReply {
        service.withLock { $0.reply(to: call, at: now()) }
    }

    /// Makes the id of a request that is refused before it is a call.
    package func makeRequestID() -> String {
        service.withLock { $0.makeRequestID() }
    }

    /// The time by which the service goes.
    package var time: Timestamp { now() }

    /// The account as it is now: a copy that later calls do not change.
    package var account: SimulatedAccount {
        service.withLock { $0.account }
    }
}

/// The simulated service without a wire between: what the engine is tried against in virtual time.
package struct SimulatedServiceClient<C: Clock>: HumanLoopService where C.Duration == Duration {
    /// The service that is called.
    private let loops: SimulatedHumanLoops
    /// What the service's delays are waited for with.
    private let clock: C

    /// Makes a client whose calls take the service's time on a clock.
    package init(_ loops: SimulatedHumanLoops, clock: C) {
        self.loops = loops
        self.clock = clock
    }

    /// Reads one loop.
    ///
    /// - Throws: `HumanLoopServiceError` when the service refuses, or a fault is played.
    package func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        guard case .described(let loop) = try await send(.describe(name)) else {
            preconditionFailure("a describe that is not refused describes")
        }
        return HumanLoopAnswer(loop)
    }

    /// Reads one page of a flow definition's loops.
    ///
    /// - Throws: `HumanLoopServiceError` when the service refuses, or a fault is played.
    package func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        guard case .listed(let page) = try await send(.list(query)) else {
            preconditionFailure("a list that is not refused lists")
        }
        return HumanLoopAnswer(page)
    }

    /// Stops a loop.
    ///
    /// - Throws: `HumanLoopServiceError` when the service refuses, or a fault is played.
    package func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        _ = try await send(.stop(name))
        return HumanLoopAnswer(())
    }

    /// Deletes a loop.
    ///
    /// - Throws: `HumanLoopServiceError` when the service refuses, or a fault is played.
    package func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        _ = try await send(.delete(name))
        return HumanLoopAnswer(())
    }

    /// Makes a call and waits for its answer.
    ///
    /// - Throws: `HumanLoopServiceError` when the answer is a refusal, or never comes whole.
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
    /// What kind of trouble a client takes the code for.
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
