import AWSSigning
import FoundationEssentials

/// Makes the calls that credentials are fetched with, which no one signs, and tries again what may pass.
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

    /// Makes a call whose attempts are all alike.
    ///
    /// - Parameters:
    ///   - request: the request; the headers `host` and `user-agent` are added to it.
    ///   - policy: how often and after what delay it is tried again.
    ///   - acceptsSilence: whether a call that brought no answer at all is not tried again.
    /// - Returns: the answer, whose status is 2xx.
    /// - Throws: `UnsignedCallFailure` when no attempt brought such an answer.
    func send(
        _ request: HTTPRequest,
        policy: RetryPolicy,
        acceptsSilence: Bool = false
    ) async throws(UnsignedCallFailure) -> HTTPResponse {
        try await send(policy: policy, acceptsSilence: acceptsSilence) { () throws(CredentialsError) in request }
    }

    /// Makes a call whose attempts differ, as those that prove something do.
    ///
    /// - Parameters:
    ///   - policy: how often and after what delay it is tried again.
    ///   - acceptsSilence: whether a call that brought no answer at all is not tried again.
    ///   - makeRequest: what makes the request of one attempt; the headers `host` and `user-agent` are added to it.
    /// - Returns: the answer, whose status is 2xx.
    /// - Throws: `UnsignedCallFailure` when no attempt brought such an answer, or a request could not be made.
    func send(
        policy: RetryPolicy,
        acceptsSilence: Bool = false,
        making makeRequest: () throws(CredentialsError) -> HTTPRequest
    ) async throws(UnsignedCallFailure) -> HTTPResponse {
        var session = RetrySession(policy: policy, scope: .standard, quota: RetryQuota())
        while true {
            let failure: UnsignedCallFailure
            do throws(UnsignedCallFailure) {
                return try await attempt(makeRequest)
            } catch {
                failure = error
            }
            if acceptsSilence, case .transport = failure.cause { throw failure }
            let decision = session.decide(after: failure.cause, fraction: surroundings.fraction())
            guard case .retry(let delay) = decision else { throw failure }
            do {
                try await surroundings.sleep(delay)
            } catch {
                throw UnsignedCallFailure(.transport(.cancelled))
            }
        }
    }

    /// Makes a request and sends it once.
    ///
    /// - Throws: `UnsignedCallFailure` when the answer is not a success, or there is none.
    private func attempt(
        _ makeRequest: () throws(CredentialsError) -> HTTPRequest
    ) async throws(UnsignedCallFailure) -> HTTPResponse {
        var request: HTTPRequest
        do throws(CredentialsError) {
            request = try makeRequest()
        } catch {
            throw UnsignedCallFailure(.credentials(error))
        }
        request.headers.insert(HTTPHeader("host", request.endpoint.authority), at: 0)
        request.headers.append(HTTPHeader("user-agent", userAgent.header(using: [])))
        let response: HTTPResponse
        do throws(HTTPTransportError) {
            response = try await transport.send(request)
        } catch {
            throw UnsignedCallFailure(.transport(error))
        }
        guard (200..<300).contains(response.status) else { throw UnsignedCallFailure(response) }
        return response
    }
}

/// Why a call for credentials brought none.
struct UnsignedCallFailure: Error, Hashable, Sendable {
    /// Why the last attempt failed.
    let cause: AWSCallFailure
    /// The code of OAuth 2.0 in the answer (RFC 6749, section 5.2), such as `invalid_grant`; nil when it has none.
    let oauthCode: String?

    /// Makes a failure without an answer that OAuth speaks of.
    init(_ cause: AWSCallFailure) {
        self.cause = cause
        oauthCode = nil
    }

    /// Makes a failure of an answer that is not a success.
    init(_ response: HTTPResponse) {
        cause = .fault(AWSServiceFault(response))
        oauthCode = (try? JSONDecoder().decode(Body.self, from: Data(response.body)))?.error
    }

    /// The HTTP status of the answer; nil when there was none.
    var status: Int? {
        guard case .fault(let fault) = cause else { return nil }
        return fault.status
    }

    /// The member of an error's body that OAuth names.
    private struct Body: Decodable {
        /// The code.
        let error: String?
    }
}

extension HTTPRequest {
    /// Makes a request that posts a value as JSON below an endpoint's base path.
    static func json(
        _ body: some Encodable,
        to endpoint: ServiceEndpoint,
        path: String,
        headers: [HTTPHeader] = []
    ) -> HTTPRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return HTTPRequest(
            method: .post,
            endpoint: endpoint,
            path: endpoint.basePath + path,
            headers: [HTTPHeader("content-type", "application/json")] + headers,
            // Only a number without a form in JSON cannot be encoded, and requests hold texts alone.
            body: (try? encoder.encode(body)).map { Array($0) } ?? []
        )
    }
}

extension RetryPolicy {
    /// How a metadata service of this machine is asked again: it is near, and a second is time enough for it to recover.
    static func metadata(attempts: Int) -> RetryPolicy {
        RetryPolicy(maximumAttempts: attempts, baseDelay: .seconds(1), maximumDelay: .seconds(2))
    }
}
