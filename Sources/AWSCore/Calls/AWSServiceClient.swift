import AWSSigning

/// Calls one service: puts the endpoint in front, signs, sends, and tries again what may be tried again.
package struct AWSServiceClient: Sendable {
    /// The service's time, which is corrected once the service has refused the machine's.
    package let clock: ServiceClock
    private let endpoint: ServiceEndpoint
    private let credentials: any CredentialProvider
    private let signer: RequestSigner
    private let retryPolicy: RetryPolicy
    private let retryQuota = RetryQuota()
    /// The longest time for one call with all its attempts; nil for no limit.
    private let timeLimit: Duration?
    private let transport: any HTTPTransport
    private let environment: CallEnvironment
    private let userAgent: UserAgent

    private static let outOfTime = HTTPTransportError(
        .unreachable,
        code: "CallTimeout",
        message: "the time of the call was over before it could be sent"
    )

    /// Makes a client, which asks for credentials before each attempt.
    package init(
        _ service: AWSService,
        settings: CallSettings,
        credentials: some CredentialProvider,
        tools: CallTools,
        timeLimit: Duration? = nil
    ) {
        clock = ServiceClock(tools.environment.secondsSinceEpoch)
        endpoint = settings.endpoint
        self.credentials = credentials
        signer = RequestSigner(region: settings.signingRegion, service: service.signingName)
        retryPolicy = RetryPolicy(maximumAttempts: settings.maximumAttempts)
        self.timeLimit = timeLimit
        transport = tools.transport
        environment = tools.environment
        userAgent = tools.userAgent.adding(settings)
    }

    /// Where tasks that make calls had best run; nil for anywhere.
    package var taskExecutor: (any TaskExecutor)? { transport.taskExecutor }

    /// Makes a call, whose answer has a status of 2xx, and tells how often it was sent for that.
    package func call(_ request: AWSRequest) async throws(AWSCallError) -> HTTPResponse {
        var progress = CallProgress(
            id: environment.randomID(),
            retries: RetrySession(policy: retryPolicy, scope: request.retryScope, quota: retryQuota),
            deadline: timeLimit.map { environment.uptime() + $0 }
        )
        while true {
            var signature: AttemptSignature?
            do throws(AWSCallFailure) {
                let made = try await self.signature(of: request)
                signature = made
                var response = try await send(request, made, progress)
                progress.succeeded()
                response.attempts = progress.attempts
                return response
            } catch {
                progress.failed(error)
                if await !correct(error, signature, &progress) { try await wait(after: error, &progress) }
            }
        }
    }

    /// Gets what the next attempt is signed with: each has keys and a time of its own.
    private func signature(of request: AWSRequest) async throws(AWSCallFailure) -> AttemptSignature {
        try check(request.condition)
        do {
            let provided = try await credentials.credentials()
            return AttemptSignature(keys: provided.keys, time: clock.now, keysSince: provided.inUseSince)
        } catch {
            throw .credentials(error)
        }
    }

    /// Throws when a request may not be sent any more; `keysSince` is nil for the first keys.
    private func check(_ condition: SendCondition?, keysSince: Duration? = nil) throws(AWSCallFailure) {
        guard let condition else { return }
        do {
            try condition.check(keyAge: keysSince.map { environment.uptime() - $0 })
        } catch {
            throw .transport(error)
        }
    }

    private func send(
        _ request: AWSRequest,
        _ signature: AttemptSignature,
        _ progress: CallProgress
    ) async throws(AWSCallFailure) -> HTTPResponse {
        let remaining = progress.remaining(at: environment.uptime())
        if let remaining, remaining <= .zero { throw .transport(Self.outOfTime) }
        let signed = httpRequest(request, signature, progress, remaining: remaining)
        try check(request.condition, keysSince: signature.keysSince)
        var response: HTTPResponse
        do {
            response = try await transport.send(signed)
        } catch {
            throw .transport(error)
        }
        response.serviceTime = clock.observe(response)
        guard (200..<300).contains(response.status) else { throw .fault(AWSServiceFault(response)) }
        return response
    }

    /// Corrects what is wrong with a refused signature, and tells whether that started another attempt.
    private func correct(
        _ failure: AWSCallFailure,
        _ signature: AttemptSignature?,
        _ progress: inout CallProgress
    ) async -> Bool {
        let refreshable = credentials as? any RefreshableCredentials
        switch progress.correct(failure, signedWith: signature, canRenewKeys: refreshable != nil) {
        case .keys: if let signature { await refreshable?.invalidate(signature.keys) }
        case .time: if case .fault(let fault) = failure, let time = fault.serviceTime { clock.correct(to: time) }
        case nil: return false
        }
        return true
    }

    private func wait(after failure: AWSCallFailure, _ progress: inout CallProgress) async throws(AWSCallError) {
        let fraction = environment.fraction()
        guard let delay = progress.delay(after: failure, fraction: fraction, at: environment.uptime()) else {
            throw progress.error(failure)
        }
        do {
            try await environment.sleep(delay)
        } catch {
            throw progress.error(.transport(.cancelled))
        }
    }

    private func httpRequest(
        _ request: AWSRequest,
        _ signature: AttemptSignature,
        _ progress: CallProgress,
        remaining: Duration?
    ) -> HTTPRequest {
        var headers = [HTTPHeader("host", endpoint.authority)]
        if !request.body.isEmpty { headers.append(HTTPHeader("content-type", request.contentType.rawValue)) }
        let path = endpoint.basePath + request.path
        headers += signer.sign(
            method: request.method.rawValue,
            path: path,
            query: request.query,
            headers: headers,
            body: request.body,
            with: signature.keys,
            at: SigningTime(secondsSinceEpoch: signature.time)
        )
        headers.append(HTTPHeader("user-agent", userAgent.header))
        headers.append(HTTPHeader("amz-sdk-invocation-id", progress.id))
        headers.append(HTTPHeader("amz-sdk-request", attemptHeader(progress, remaining: remaining)))
        return HTTPRequest(
            method: request.method,
            endpoint: endpoint,
            path: path,
            query: request.query,
            headers: headers,
            body: request.body,
            timeout: remaining,
            condition: request.condition
        )
    }

    /// Tells the service which attempt this is, and until when someone waits for its answer, where that is known.
    private func attemptHeader(_ progress: CallProgress, remaining: Duration?) -> String {
        let attempt = "attempt=\(progress.attempt); max=\(retryPolicy.maximumAttempts)"
        guard let remaining else { return attempt }
        return "ttl=\(SigningTime(secondsSinceEpoch: clock.now + remaining.components.seconds)); \(attempt)"
    }
}
