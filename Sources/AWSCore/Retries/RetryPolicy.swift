/// How often, and after what delay, a failed attempt is tried again (AWS SDKs, standard retry mode 2.1).
package struct RetryPolicy: Hashable, Sendable {
    /// How much longer than our own delay a service may make us wait with `x-amz-retry-after`.
    static let maximumExtension: Duration = .seconds(5)

    /// The first included, at least 1.
    package var maximumAttempts = 3
    /// The first delay after trouble that passes, before chance shortens it.
    package var baseDelay: Duration = .milliseconds(50)
    /// The first delay after a throttle, before chance shortens it.
    package var throttlingBaseDelay: Duration = .seconds(1)
    package var maximumDelay: Duration = .seconds(20)

    /// Computes the delay before a retry, the first of which is 0; `retryAfter` counts within 5 s above our own delay.
    package func delay(
        beforeRetry retry: Int,
        after retryClass: RetryClass,
        retryAfter: Duration?,
        fraction: Double
    ) -> Duration {
        let base = retryClass == .throttling ? throttlingBaseDelay : baseDelay
        // Thirty doublings of any base are beyond the longest delay; more would leave the range of numbers.
        let own = min(base * (1 << min(max(retry, 0), 30)), maximumDelay) * min(max(fraction, 0), 1)
        guard let retryAfter else { return own }
        return min(max(retryAfter, own), own + Self.maximumExtension)
    }
}

/// Why an attempt may be worth another one.
package enum RetryClass: Sendable {
    /// The service asks for fewer calls; it has not acted.
    case throttling
    /// The trouble may be gone the next time; whether the service acted is not known.
    case transient
    /// The trouble may be gone the next time, and the request certainly never left.
    case neverSent
    /// Another attempt would fail in the same way.
    case permanent

    /// The codes of a service that asks for fewer calls (AWS SDKs, standard retry mode).
    package static let throttlingCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    /// The codes of trouble that passes (AWS SDKs, standard retry mode); the last is STS's, which asked an identity
    /// provider in vain.
    private static let transientCodes: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "IDPCommunicationError", "IDPCommunicationErrorException",
    ]

    /// The statuses of trouble that passes (AWS SDKs, standard retry mode).
    private static let transientStatuses: Set<Int> = [500, 502, 503, 504]

    /// Classifies a failed attempt: all that is decided about another one follows from this.
    package init(_ failure: AWSCallFailure) {
        switch failure {
        case .fault(let fault): self.init(fault)
        case .transport(let error):
            switch error.kind {
            case .unreachable: self = error.isLasting ? .permanent : .neverSent
            case .noAnswer: self = error.isLasting ? .permanent : .transient
            case .unreadable, .cancelled, .heldBack: self = .permanent
            }
        case .credentials: self = .permanent
        }
    }

    /// Classifies an answer by its code, then by its status; a bare 429 is a throttle, as in the JavaScript SDK.
    package init(_ fault: AWSServiceFault) {
        let code = fault.code ?? ""
        self =
            if Self.throttlingCodes.contains(code) {
                .throttling
            } else if Self.transientCodes.contains(code) {
                .transient
            } else if fault.status == 429 {
                .throttling
            } else {
                Self.transientStatuses.contains(fault.status) ? .transient : .permanent
            }
    }

    /// What a retry costs, in tokens of the quota (AWS SDKs, standard retry mode 2.1).
    var cost: Int { self == .throttling ? 5 : 14 }
}

/// Which failures of a call are tried again without asking the caller.
///
/// The AWS SDKs try every call again alike, also a delete whose answer was lost. That is not safe here: the name may
/// by then belong to a new loop. And they wait out a throttle in the call, which hides it from what paces all calls.
package enum RetryScope: Sendable {
    /// All that the standard retry mode of the SDKs tries again: for calls outside of a paced run.
    case standard
    /// For calls that only read: as `standard`, but a throttle goes back to the caller at once, who paces all calls.
    case reads
    /// For calls that change something: nothing is tried again, not even a request that was certainly never sent.
    ///
    /// Such a call rests on a look at the loop, which grows old while connections are tried: the caller looks again first.
    case mutations

    package func covers(_ retryClass: RetryClass) -> Bool {
        switch (self, retryClass) {
        case (_, .permanent), (.mutations, _), (.reads, .throttling): false
        case (_, .neverSent), (_, .transient), (.standard, .throttling): true
        }
    }
}
