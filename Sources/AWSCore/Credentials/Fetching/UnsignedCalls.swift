import AWSSigning
import FoundationEssentials

// The calls that credentials are fetched with, which no one signs: what may pass is tried again.
extension CallTools {
    /// Makes a call to a source of credentials, which is named in errors with the advice on a refusal.
    ///
    /// The request is made anew for each attempt; the headers `host` and `user-agent` are added.
    ///
    /// - Throws: `CredentialError` when no attempt brought an answer with a status of 2xx, or a request could not be made.
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
            do throws(AWSCallFailure) {
                return try await attempt(makeRequest)
            } catch {
                if acceptsSilence, case .transport = error { throw error }
                let decision = session.decide(after: error, fraction: environment.fraction())
                guard case .retry(let delay) = decision else { throw error }
                do {
                    try await environment.sleep(delay)
                } catch {
                    throw .transport(.cancelled)
                }
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
