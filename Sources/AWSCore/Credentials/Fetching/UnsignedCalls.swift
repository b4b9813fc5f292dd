import AWSSigning

/// Makes the calls that credentials are fetched with, which nobody signs, and tries again what may pass.
struct UnsignedCalls: Sendable {
    /// What carries requests.
    private let transport: any HTTPTransport
    /// The time, waiting and chance.
    let surroundings: CallSurroundings
    /// How the program names itself.
    private let userAgent: UserAgent

    /// Makes calls over a transport.
    init(transport: any HTTPTransport, surroundings: CallSurroundings, userAgent: UserAgent) {
        self.transport = transport
        self.surroundings = surroundings
        self.userAgent = userAgent
    }

    /// The moment it is, in seconds since the epoch.
    var now: Int64 { surroundings.secondsSinceEpoch() }

    /// Makes a call.
    ///
    /// - Parameters:
    ///   - request: the request; the headers `host` and `user-agent` are added to it.
    ///   - policy: how often and after what delay it is tried again.
    ///   - acceptsSilence: whether a call that brought no answer at all is not tried again.
    /// - Returns: the answer, whose status is 2xx.
    /// - Throws: `AWSCallFailure` when no attempt brought such an answer.
    func send(
        _ request: HTTPRequest,
        policy: RetryPolicy,
        acceptsSilence: Bool = false
    ) async throws(AWSCallFailure) -> HTTPResponse {
        var request = request
        request.headers.insert(HTTPHeader("host", request.endpoint.authority), at: 0)
        request.headers.append(HTTPHeader("user-agent", userAgent.description))
        var session = RetrySession(policy: policy, scope: .standard, quota: RetryQuota())
        while true {
            let failure: AWSCallFailure
            do throws(AWSCallFailure) {
                return try await attempt(request)
            } catch {
                failure = error
            }
            if acceptsSilence, case .transport = failure { throw failure }
            guard case .retry(let delay) = session.decide(after: failure, fraction: surroundings.fraction()) else {
                throw failure
            }
            do {
                try await surroundings.sleep(delay)
            } catch {
                throw .transport(.cancelled)
            }
        }
    }

    /// Sends a request once.
    ///
    /// - Throws: `AWSCallFailure` when the answer is not a success, or there is none.
    private func attempt(_ request: HTTPRequest) async throws(AWSCallFailure) -> HTTPResponse {
        let response: HTTPResponse
        do throws(HTTPTransportError) {
            response = try await transport.send(request)
        } catch {
            throw .transport(error)
        }
        guard (200..<300).contains(response.status) else { throw .fault(AWSServiceFault(response)) }
        return response
    }
}
