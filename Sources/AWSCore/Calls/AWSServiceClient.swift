import AWSSigning

/// Calls one service: puts the endpoint in front, signs, sends, and tries again what may be tried again.
package struct AWSServiceClient: Sendable {
    /// The service's time, which is corrected once the service has refused the machine's.
    package let clock: ServiceClock
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
    /// The longest time for one call with all its attempts; nil for no limit.
    private let timeLimit: Duration?
    /// What carries requests.
    private let transport: any HTTPTransport
    /// The time, waiting and chance.
    private let surroundings: CallSurroundings
    /// How the program names itself.
    private let userAgent: UserAgent

    /// What is said of a call whose time was over before its request was sent.
    private static let outOfTime = HTTPTransportError(
        .unreachable,
        code: "CallTimeout",
        message: "the time of the call was over before it could be sent"
    )

    /// Makes a client for a service.
    ///
    /// - Parameters:
    ///   - service: the service to call.
    ///   - settings: where, for which region, how often, and under what name.
    ///   - credentials: what gives the keys to sign with, asked before each attempt.
    ///   - transport: what carries requests.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    ///   - timeLimit: the longest time for one call with all its attempts; nil, the default, for no limit.
    package init(
        _ service: AWSService,
        settings: CallSettings,
        credentials: some CredentialsProvider,
        transport: some HTTPTransport,
        surroundings: CallSurroundings,
        userAgent: UserAgent,
        timeLimit: Duration? = nil
    ) {
        clock = ServiceClock(surroundings.secondsSinceEpoch)
        endpoint = settings.endpoint
        self.credentials = credentials
        signer = RequestSigner(region: settings.signingRegion, service: service.signingName)
        retryPolicy = RetryPolicy(maximumAttempts: settings.maximumAttempts)
        self.timeLimit = timeLimit
        self.transport = transport
        self.surroundings = surroundings
        self.userAgent = userAgent.adding(settings)
    }

    /// Where tasks that make calls had best run; nil for anywhere.
    package var taskExecutor: (any TaskExecutor)? { transport.taskExecutor }

    /// Makes a call.
    ///
    /// - Returns: the answer, whose status is 2xx.
    /// - Throws: `AWSCallError` when no attempt brought such an answer.
    package func call(_ request: AWSRequest) async throws(AWSCallError) -> AWSCallAnswer {
        var progress = CallProgress(
            id: InvocationID(surroundings.randomBits(), surroundings.randomBits()),
            retries: RetrySession(policy: retryPolicy, scope: request.retryScope, quota: retryQuota),
            deadline: timeLimit.map { surroundings.uptime() + $0 }
        )
        while true {
            var signature: AttemptSignature?
            let failure: AWSCallFailure
            do {
                signature = try await self.signature(of: request)
                let (response, serviceTime) = try await send(request, signature, progress)
                progress.succeeded()
                return AWSCallAnswer(response, timesSent: progress.timesSent, serviceTime: serviceTime)
            } catch {
                failure = error
            }
            progress.failed(failure)
            if await !putRight(failure, signature, &progress) { try await wait(after: failure, &progress) }
        }
    }

    /// Gets what the next attempt is signed with: each has keys and a time of its own.
    ///
    /// - Returns: nil when the call is not signed.
    /// - Throws: `AWSCallFailure` when there are no keys, or the request may not be sent any more.
    private func signature(of request: AWSRequest) async throws(AWSCallFailure) -> AttemptSignature? {
        try check(request.condition)
        guard request.isSigned else { return nil }
        do {
            let provided = try await credentials.credentials()
            return AttemptSignature(
                keys: provided.keys,
                features: provided.features,
                time: clock.now,
                keysSince: provided.inUseSince
            )
        } catch {
            throw .credentials(error)
        }
    }

    /// Holds a request back that may not be sent any more.
    ///
    /// - Parameters:
    ///   - condition: what has to hold; nil for nothing.
    ///   - keysSince: since when the keys of the signature have been in use; nil when there is none, or they are the first.
    /// - Throws: `AWSCallFailure` when what the request rests on is too old, or was got with other keys.
    private func check(_ condition: SendCondition?, keysSince: Duration? = nil) throws(AWSCallFailure) {
        guard let condition else { return }
        do {
            try condition.check(keyAge: keysSince.map { surroundings.uptime() - $0 })
        } catch {
            throw .transport(error)
        }
    }

    /// Sends a request once.
    ///
    /// - Returns: the answer, with the service's time where it says so.
    /// - Throws: `AWSCallFailure` when the answer is not a success, or there is none.
    private func send(
        _ request: AWSRequest,
        _ signature: AttemptSignature?,
        _ progress: CallProgress
    ) async throws(AWSCallFailure) -> (response: HTTPResponse, serviceTime: Int64?) {
        let remaining = progress.remaining(at: surroundings.uptime())
        if let remaining, remaining <= .zero { throw .transport(Self.outOfTime) }
        let signed = httpRequest(request, signature, progress, remaining: remaining)
        try check(request.condition, keysSince: signature?.keysSince)
        let response: HTTPResponse
        do {
            response = try await transport.send(signed)
        } catch {
            throw .transport(error)
        }
        let serviceTime = clock.observe(response)
        guard (200..<300).contains(response.status) else { throw .fault(AWSServiceFault(response)) }
        return (response, serviceTime)
    }

    /// Puts right what is wrong with a signature that was refused.
    ///
    /// - Returns: whether another attempt has been started that is worth making.
    private func putRight(
        _ failure: AWSCallFailure,
        _ signature: AttemptSignature?,
        _ progress: inout CallProgress
    ) async -> Bool {
        let refreshable = credentials as? any RefreshableCredentials
        switch progress.help(failure, signedWith: signature, canRenewKeys: refreshable != nil) {
        case .keys:
            if let signature { await refreshable?.invalidate(signature.keys) }
        case .time:
            if case .fault(let fault) = failure, let time = fault.serviceTime { clock.correct(to: time) }
        case nil:
            return false
        }
        return true
    }

    /// Waits before the next attempt.
    ///
    /// - Throws: `AWSCallError` when there is none, or the task is cancelled.
    private func wait(after failure: AWSCallFailure, _ progress: inout CallProgress) async throws(AWSCallError) {
        let fraction = surroundings.fraction()
        guard let delay = progress.delay(after: failure, fraction: fraction, at: surroundings.uptime()) else {
            throw progress.error(failure)
        }
        do {
            try await surroundings.sleep(delay)
        } catch {
            throw progress.error(.transport(.cancelled))
        }
    }

    /// Puts the endpoint in front of a call, signs it where it is to be, and adds the headers that are not signed.
    private func httpRequest(
        _ request: AWSRequest,
        _ signature: AttemptSignature?,
        _ progress: CallProgress,
        remaining: Duration?
    ) -> HTTPRequest {
        var headers = [HTTPHeader("host", endpoint.authority)]
        if !request.body.isEmpty { headers.append(HTTPHeader("content-type", request.contentType.rawValue)) }
        let path = endpoint.basePath + request.path
        if let signature {
            headers += signer.sign(
                method: request.method.rawValue,
                path: path,
                query: request.query,
                headers: headers,
                body: request.body,
                with: signature.keys,
                at: SigningTime(secondsSinceEpoch: signature.time)
            )
        }
        headers.append(HTTPHeader("user-agent", userAgent.header(using: signature?.features ?? [])))
        headers.append(HTTPHeader("amz-sdk-invocation-id", progress.id.description))
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
