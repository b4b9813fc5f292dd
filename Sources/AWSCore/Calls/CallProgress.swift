import AWSSigning

/// One call on its way: how often it was sent, what it may still try, and how much time it has.
struct CallProgress {
    /// The same in all attempts.
    let id: String
    private(set) var retries: RetrySession
    /// By the environment's `uptime`; nil for no limit.
    let deadline: Duration?
    /// How often the request was sent, or may have been.
    private(set) var attempts = 0
    /// How often the request was answered by a status of 4xx.
    private(set) var refusals = 0
    /// Each problem of a signature is corrected once in a call.
    private(set) var corrected: Set<RefusedSignature> = []

    /// The number of the attempt under way, from 1; one that was never sent is counted here, and not in `attempts`.
    var attempt: Int { retries.attempt }

    /// Returns nil when there is no limit.
    func remaining(at now: Duration) -> Duration? { deadline.map { $0 - now } }

    func error(_ failure: AWSCallFailure) -> AWSCallError {
        AWSCallError(failure: failure, attempts: attempts, isRefused: failure.isCancelled && attempts == refusals)
    }

    mutating func succeeded() {
        attempts += 1
        retries.succeeded()
    }

    mutating func failed(_ failure: AWSCallFailure) {
        if failure.mayHaveBeenSent { attempts += 1 }
        if case .fault(let fault) = failure, (400..<500).contains(fault.status) { refusals += 1 }
    }

    /// Starts another attempt for a signature that was refused, if that can help; returns what to correct first.
    ///
    /// It costs no tokens and no attempt: it comes once in a call at the most, and the service has done no work for the
    /// one before.
    mutating func correct(
        _ failure: AWSCallFailure,
        signedWith signature: AttemptSignature?,
        canRenewKeys: Bool
    ) -> RefusedSignature? {
        guard case .fault(let fault) = failure, let signature,
            let trouble = RefusedSignature(fault, signedAt: signature.time),
            trouble == .time || canRenewKeys, corrected.insert(trouble).inserted
        else { return nil }
        retries.startCorrectedAttempt()
        return trouble
    }

    /// Returns the delay before the next attempt; nil when the call is over.
    mutating func delay(after failure: AWSCallFailure, fraction: Double, at now: Duration) -> Duration? {
        let decision = retries.decide(after: failure, fraction: fraction, remaining: remaining(at: now))
        guard case .retry(let delay) = decision else { return nil }
        return delay
    }
}

/// What one attempt of a call is signed with.
struct AttemptSignature {
    let keys: AWSCredentials
    /// Seconds since 1970-01-01T00:00:00Z.
    let time: Int64
    /// Since when the keys have been in use, by `uptime`; nil for the first keys.
    let keysSince: Duration?
}

/// What is wrong with the signature of a request that the service refused, where that can be corrected.
///
/// Such a request was not carried out, so that it may be sent again whatever it asks for.
enum RefusedSignature: Hashable, Sendable {
    case time
    case keys

    /// How far a signature's time is from the service's, at least, when that is why it does not fit, in seconds.
    ///
    /// The service allows five minutes; one less makes up for the way of the request.
    static let leastSkew: Int64 = 240

    private static let timeCodes: Set<String> = ["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"]
    /// These may be about the time, and may be about other things.
    private static let signatureCodes: Set<String> = [
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
    ]
    private static let keyCodes: Set<String> = [
        "ExpiredTokenException", "ExpiredToken", "InvalidClientTokenId", "UnrecognizedClientException",
    ]

    /// Nil when something else is wrong, or the service does not say what time it is; `signedAt` is in Unix seconds.
    init?(_ fault: AWSServiceFault, signedAt: Int64) {
        guard let code = fault.code else { return nil }
        if Self.keyCodes.contains(code) {
            self = .keys
        } else if let serviceTime = fault.serviceTime,
            Self.timeCodes.contains(code)
                || Self.signatureCodes.contains(code) && abs(serviceTime - signedAt) >= Self.leastSkew
        {
            self = .time
        } else {
            return nil
        }
    }
}
