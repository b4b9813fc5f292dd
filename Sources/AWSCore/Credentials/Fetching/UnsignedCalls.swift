import AWSSigning
import FoundationEssentials

/// Makes the calls that credentials are fetched with, which no one signs, and tries again what may pass.
struct UnsignedCalls: Sendable {
    let transport: any HTTPTransport
    let environment: CallEnvironment
    let userAgent: UserAgent

    /// Makes a call to a source of credentials.
    ///
    /// - Parameters:
    ///   - source: the source in words for an error, such as `the SSO portal`.
    ///   - policy: how often and after what delay the call is tried again.
    ///   - advice: what to do about a refusal; nil when there is nothing to say.
    ///   - request: makes the request of one attempt, to which the headers `host` and `user-agent` are added.
    /// - Returns: the answer, whose status is 2xx.
    /// - Throws: `CredentialError` when no attempt brought such an answer, or a request could not be made.
    func answer(
        from source: String,
        policy: RetryPolicy = RetryPolicy(),
        advice: (AWSCallFailure) -> String? = { _ in nil },
        to request: () throws(CredentialError) -> HTTPRequest
    ) async throws(CredentialError) -> HTTPResponse {
        do throws(AWSCallFailure) {
            return try await send(policy: policy, request)
        } catch {
            throw CredentialError(error, from: source, advice: advice(error))
        }
    }

    /// Makes a call as `answer` does, and leaves it to the caller to tell its failure.
    ///
    /// With `acceptsSilence` a call that brought no answer at all is not tried again.
    func send(
        policy: RetryPolicy,
        acceptsSilence: Bool = false,
        _ makeRequest: () throws(CredentialError) -> HTTPRequest
    ) async throws(AWSCallFailure) -> HTTPResponse {
        var session = RetrySession(policy: policy, scope: .standard, quota: RetryQuota())
        while true {
            let failure: AWSCallFailure
            do throws(AWSCallFailure) {
                return try await attempt(makeRequest)
            } catch {
                failure = error
            }
            if acceptsSilence, case .transport = failure { throw failure }
            let decision = session.decide(after: failure, fraction: environment.fraction())
            guard case .retry(let delay) = decision else { throw failure }
            do {
                try await environment.sleep(delay)
            } catch {
                throw .transport(.cancelled)
            }
        }
    }

    private func attempt(
        _ makeRequest: () throws(CredentialError) -> HTTPRequest
    ) async throws(AWSCallFailure) -> HTTPResponse {
        var request: HTTPRequest
        do throws(CredentialError) {
            request = try makeRequest()
        } catch {
            throw .credentials(error)
        }
        request.headers.insert(HTTPHeader("host", request.endpoint.authority), at: 0)
        request.headers.append(HTTPHeader("user-agent", userAgent.header))
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

extension AWSCallFailure {
    /// The HTTP status of the answer; nil when there was none.
    var status: Int? {
        guard case .fault(let fault) = self else { return nil }
        return fault.status
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
