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

    /// Classifies a failed attempt.
    package init(_ failure: AWSCallFailure) {
        switch failure {
        case .fault(let fault): self.init(fault)
        case .transport(let error):
            switch error.kind {
            case .unreachable: self = error.isLasting ? .permanent : .neverSent
            case .noAnswer: self = .transient
            case .unreadable, .cancelled, .heldBack: self = .permanent
            }
        case .credentials: self = .permanent
        }
    }

    /// Classifies an answer by its code, then by its status; a bare 429 is a throttle, as in the JavaScript SDK.
    package init(_ fault: AWSServiceFault) {
        if let code = fault.code, Self.throttlingCodes.contains(code) {
            self = .throttling
        } else if let code = fault.code, Self.transientCodes.contains(code) {
            self = .transient
        } else if fault.status == 429 {
            self = .throttling
        } else if Self.transientStatuses.contains(fault.status) {
            self = .transient
        } else {
            self = .permanent
        }
    }
}
