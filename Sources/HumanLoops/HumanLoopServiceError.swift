/// Why one call to the service brought no answer that can be used.
package struct HumanLoopServiceError: Error, Hashable, Sendable {
    /// What a caller decides by.
    package enum Kind: String, CaseIterable, Sendable {
        /// The service knows no loop of that name (`ResourceNotFoundException`, never a bare 404).
        case notFound
        /// The service will not do this to the loop as it is (`ValidationException`, `ConflictException`).
        case invalid
        /// The service asks for fewer calls (throttling codes, a bare 429); it has not acted.
        case throttled
        /// The caller may not do this (`AccessDeniedException` and its like).
        case accessDenied
        /// The credentials themselves are not accepted (unknown, expired, wrongly signed), or there are none.
        case credentials
        /// The service failed on its side (5xx); whether it acted is not known.
        case server
        /// The request was sent, and no whole answer came back in time; whether the service acted is not known.
        case noAnswer
        /// No connection was made: name not found, refused, certificate not trusted; the service has not acted.
        case unreachable
        /// An answer came that is not one of the A2I Runtime API: wrong endpoint, a proxy's page, a torn body.
        case unreadable
        /// Any other refusal (4xx) of the service; it has not acted.
        case rejected
        /// The caller ended the call; whether the service acted is not known.
        case cancelled
        /// The call was held back: its permit was over before it could be sent; the service has not acted.
        case heldBack
    }

    /// The code of credentials that are of another account than those that the run began with.
    package static let otherAccountCode = "WrongAccount"

    package var kind: Kind
    /// The service's own code, such as `ValidationException`, or ours for trouble on the way, such as `ConnectTimeout`.
    package var code: String
    /// The service's own words, or ours; empty when there are none.
    package var message: String
    /// The id by which AWS support finds the call; nil when the answer held none.
    package var requestID: String?
    /// The answer's HTTP status; nil when there was no answer.
    package var httpStatus: Int?
    /// How often the call was sent; 0 when it never was.
    package var attempts: Int
    /// Whether a cancelled call has had no effect: each time that it was sent, it was refused by an answer.
    package var isRefused = false

    package init(
        kind: Kind,
        code: String,
        message: String = "",
        requestID: String? = nil,
        httpStatus: Int? = nil,
        attempts: Int = 1
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.requestID = requestID
        self.httpStatus = httpStatus
        self.attempts = attempts
    }

    /// Whether the same call may be answered otherwise later: what all retries are decided by.
    package enum RetryVerdict: Sendable {
        /// The service asks for fewer calls.
        case throttled
        /// The cause may pass by itself.
        case passing
        /// The same call would be refused again.
        case lasting
    }

    package var retryVerdict: RetryVerdict {
        switch kind {
        case .throttled: .throttled
        case .server, .noAnswer, .unreachable, .unreadable, .credentials, .cancelled, .heldBack: .passing
        case .notFound, .invalid, .accessDenied, .rejected: .lasting
        }
    }

    /// Its code, words and request id, as far as there are any.
    package var reportText: String {
        let words = message.isEmpty ? code : "\(code): \(message)"
        return requestID.map { "\(words) (request id \($0))" } ?? words
    }

    /// Whether a stop or a delete that ended so may have been carried out all the same.
    package var isAmbiguous: Bool {
        switch kind {
        case .server, .noAnswer, .unreadable: true
        // Between two attempts nothing is on its way; an earlier one may have arrived.
        case .cancelled: attempts > 0 && !isRefused
        case .notFound, .invalid, .throttled, .accessDenied, .credentials, .unreachable, .rejected, .heldBack: false
        }
    }
}
