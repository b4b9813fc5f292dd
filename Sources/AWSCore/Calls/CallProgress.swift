import AWSSigning

/// One call on its way: how often it was sent, what it may still try, and how much time it has.
struct CallProgress {
    /// The call's id, the same in all attempts.
    let id: InvocationID
    /// The attempts.
    private var retries: RetrySession
    /// When the call has to be over, by the clock of its surroundings; nil for no limit.
    private let deadline: Duration?
    /// How often the request was sent, or may have been.
    private(set) var timesSent = 0
    /// How often the request was answered by a refusal: a status of 4xx.
    private var timesRefused = 0
    /// What was helped already: each trouble of a signature is helped once in a call.
    private var helped: Set<RefusedSignature> = []

    /// Starts with the first attempt.
    init(id: InvocationID, retries: RetrySession, deadline: Duration?) {
        self.id = id
        self.retries = retries
        self.deadline = deadline
    }

    /// The number of the attempt under way, at least 1.
    var attempt: Int { retries.attempt }

    /// The time that is left to the call.
    ///
    /// - Returns: nil when there is no limit.
    func remaining(at now: Duration) -> Duration? { deadline.map { $0 - now } }

    /// The error of a call that is over, its last attempt having failed so.
    func error(_ failure: AWSCallFailure) -> AWSCallError {
        var error = AWSCallError(failure, timesSent: timesSent)
        switch failure {
        case .transport(let trouble) where trouble.kind == .cancelled: error.isRefused = timesSent == timesRefused
        case .credentials(let trouble) where trouble.kind == .cancelled: error.isRefused = timesSent == timesRefused
        default: break
        }
        return error
    }

    /// Takes note of the attempt that succeeded.
    mutating func succeeded() {
        timesSent += 1
        retries.succeeded()
    }

    /// Takes note of an attempt that failed.
    mutating func failed(_ failure: AWSCallFailure) {
        if failure.mayHaveBeenSent { timesSent += 1 }
        if case .fault(let fault) = failure, (400..<500).contains(fault.status) { timesRefused += 1 }
    }

    /// Starts another attempt for a signature that was refused, if that can still help.
    ///
    /// It costs no tokens and no attempt: it comes once in a call at the most, and the service has done no work for the
    /// one before.
    ///
    /// - Parameters:
    ///   - failure: why the attempt failed.
    ///   - signature: what the attempt was signed with; nil when it was not signed.
    ///   - canRenewKeys: whether there may be newer keys than those that were refused.
    /// - Returns: what has to be put right first; nil when another attempt is not worth it.
    mutating func help(
        _ failure: AWSCallFailure,
        signedWith signature: AttemptSignature?,
        canRenewKeys: Bool
    ) -> RefusedSignature? {
        guard case .fault(let fault) = failure, let signature,
            let trouble = RefusedSignature(fault, signedAt: signature.time),
            trouble == .time || canRenewKeys, helped.insert(trouble).inserted
        else { return nil }
        retries.startCorrectedAttempt()
        return trouble
    }

    /// Decides after an attempt that failed, and cannot be helped.
    ///
    /// - Parameters:
    ///   - failure: why it failed.
    ///   - fraction: the chance, 0 to 1, that shortens the delay.
    ///   - now: the time by the clock of the call's surroundings.
    /// - Returns: the delay before the next attempt; nil when the call is over.
    mutating func delay(after failure: AWSCallFailure, fraction: Double, at now: Duration) -> Duration? {
        switch retries.decide(after: failure, fraction: fraction, remaining: remaining(at: now)) {
        case .retry(let delay): delay
        case .reportToCaller, .attemptsExhausted, .timeExhausted, .quotaExhausted: nil
        }
    }
}

/// What one attempt of a call is signed with.
struct AttemptSignature {
    /// The keys.
    let keys: AWSCredentials
    /// The ways that the keys were had.
    let features: Set<UserAgentFeature>
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    let time: Int64
    /// Since when the keys have been in use, by the clock that limits are measured with; nil for the first keys.
    let keysSince: Duration?
}

/// What is wrong with the signature of a request that the service refused, where that can be helped.
///
/// Such a request was turned away at the door: nothing was carried out, so that it may be sent again whatever it asks for.
enum RefusedSignature: Hashable, Sendable {
    /// It was signed at a moment that is too far from the service's time.
    case time
    /// It was signed with keys that are no longer good.
    case keys

    /// How far a signature's time is from the service's, at least, when that is why a signature does not fit, in seconds.
    ///
    /// The service allows five minutes; one less makes up for the way of the request.
    static let leastSkew: Int64 = 240

    /// The codes that say that the time is wrong.
    private static let timeCodes: Set<String> = ["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"]
    /// The codes that may say so, and may say other things.
    private static let signatureCodes: Set<String> = [
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
    ]
    /// The codes that say that the keys are over, or not known.
    private static let keyCodes: Set<String> = [
        "ExpiredTokenException", "ExpiredToken", "InvalidClientTokenId", "UnrecognizedClientException",
    ]

    /// Finds out what is wrong; nil when it is something else, or the service does not say what time it is.
    ///
    /// - Parameters:
    ///   - fault: the refusal.
    ///   - signedAt: the time in the signature, in seconds since 1970-01-01T00:00:00Z.
    init?(_ fault: AWSServiceFault, signedAt: Int64) {
        guard let code = fault.code else { return nil }
        if Self.keyCodes.contains(code) {
            self = .keys
            return
        }
        guard let serviceTime = fault.serviceTime,
            Self.timeCodes.contains(code)
                || Self.signatureCodes.contains(code) && abs(serviceTime - signedAt) >= Self.leastSkew
        else { return nil }
        self = .time
    }
}
