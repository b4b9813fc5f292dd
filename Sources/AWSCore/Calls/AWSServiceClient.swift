import AWSSigning

/// Calls one service: puts the endpoint in front, signs, sends, and tries again what may be tried again.
package struct AWSServiceClient: Sendable {
    /// Where the service is.
    private let endpoint: ServiceEndpoint
    /// What gives the keys to sign with.
    private let credentials: any CredentialsProvider
    /// What signs.
    private let signer: RequestSigner
    /// How often and after what delay calls are tried again.
    private let retryPolicy: RetryPolicy
    /// What the retries of all calls draw on.
    private let retryQuota = RetryQuota()
    /// What carries requests.
    private let transport: any HTTPTransport
    /// The time, waiting and chance.
    private let surroundings: CallSurroundings
    /// How the program names itself.
    private let userAgent: UserAgent

    /// Makes a client for a service.
    ///
    /// - Parameters:
    ///   - service: the service to call.
    ///   - configuration: the region, the endpoint and the number of attempts.
    ///   - credentials: what gives the keys to sign with, asked before each attempt.
    ///   - transport: what carries requests.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    package init(
        _ service: AWSService,
        configuration: AWSConfiguration,
        credentials: some CredentialsProvider,
        transport: some HTTPTransport,
        surroundings: CallSurroundings,
        userAgent: UserAgent
    ) {
        endpoint = configuration.endpoint
        self.credentials = credentials
        signer = RequestSigner(region: configuration.region, service: service.signingName)
        retryPolicy = RetryPolicy(maximumAttempts: configuration.maximumAttempts)
        self.transport = transport
        self.surroundings = surroundings
        self.userAgent = userAgent
    }

    /// Makes a call.
    ///
    /// - Returns: the answer, whose status is 2xx.
    /// - Throws: `AWSCallError` when no attempt brought such an answer.
    package func call(_ request: AWSRequest) async throws(AWSCallError) -> AWSCallAnswer {
        let id = InvocationID(surroundings.randomBits(), surroundings.randomBits())
        var session = RetrySession(policy: retryPolicy, scope: request.retryScope, quota: retryQuota)
        var timesSent = 0
        while true {
            let failure: AWSCallFailure
            do {
                let response = try await attempt(session.attempt, of: request, id: id)
                session.succeeded()
                return AWSCallAnswer(response, timesSent: timesSent + 1)
            } catch {
                failure = error
            }
            if failure.mayHaveBeenSent { timesSent += 1 }
            switch session.decide(after: failure, fraction: surroundings.fraction()) {
            case .retry(let delay):
                do {
                    try await surroundings.sleep(delay)
                } catch {
                    throw AWSCallError(.transport(.cancelled), timesSent: timesSent)
                }
            case .reportToCaller, .attemptsExhausted, .quotaExhausted:
                throw AWSCallError(failure, timesSent: timesSent)
            }
        }
    }

    /// Signs and sends a request once: each attempt has the time of its own in the signature.
    ///
    /// - Throws: `AWSCallFailure` when the answer is not a success, or there is none.
    private func attempt(
        _ number: Int,
        of request: AWSRequest,
        id: InvocationID
    ) async throws(AWSCallFailure) -> HTTPResponse {
        let keys: AWSCredentials
        do {
            keys = try await credentials.credentials().keys
        } catch {
            throw .credentials(error)
        }
        let response: HTTPResponse
        do {
            response = try await transport.send(signed(request, with: keys, attempt: number, id: id))
        } catch {
            throw .transport(error)
        }
        guard (200..<300).contains(response.status) else { throw .fault(AWSServiceFault(response)) }
        return response
    }

    /// Puts the endpoint in front of a call, signs it, and adds the headers that are not signed.
    private func signed(
        _ request: AWSRequest,
        with keys: AWSCredentials,
        attempt: Int,
        id: InvocationID
    ) -> HTTPRequest {
        var headers = [HTTPHeader("host", endpoint.authority)]
        if !request.body.isEmpty { headers.append(HTTPHeader("content-type", "application/json")) }
        let path = endpoint.basePath + request.path
        headers += signer.sign(
            method: request.method.rawValue,
            path: path,
            query: request.query,
            headers: headers,
            body: request.body,
            with: keys,
            at: SigningTime(secondsSinceEpoch: surroundings.secondsSinceEpoch())
        )
        headers.append(HTTPHeader("user-agent", userAgent.description))
        headers.append(HTTPHeader("amz-sdk-invocation-id", id.description))
        headers.append(HTTPHeader("amz-sdk-request", "attempt=\(attempt); max=\(retryPolicy.maximumAttempts)"))
        return HTTPRequest(
            method: request.method,
            endpoint: endpoint,
            path: path,
            query: request.query,
            headers: headers,
            body: request.body
        )
    }
}
