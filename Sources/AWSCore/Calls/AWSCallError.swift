/// Why a call failed for good.
package struct AWSCallError: Error, Hashable, Sendable {
    /// Why the last attempt failed.
    package var failure: AWSCallFailure
    /// How often the request was sent, or may have been; 0 when it certainly never was.
    package var timesSent: Int
    /// Whether a cancelled call is on its way nowhere: each request that was sent had a whole answer that refused it.
    package var isRefused = false

    /// Makes an error from its parts.
    package init(_ failure: AWSCallFailure, timesSent: Int) {
        self.failure = failure
        self.timesSent = timesSent
    }
}

/// Why one attempt of a call failed.
package enum AWSCallFailure: Error, Hashable, Sendable {
    /// The service, or something in front of it, answered with another status than 2xx.
    case fault(AWSServiceFault)
    /// There was no whole answer.
    case transport(HTTPTransportError)
    /// There were no credentials to sign with, and nothing was sent.
    case credentials(CredentialsError)
}

extension AWSCallFailure {
    /// Whether the request was sent, or may have been.
    package var mayHaveBeenSent: Bool {
        switch self {
        case .fault: true
        case .transport(let error): !error.isNeverSent
        case .credentials: false
        }
    }
}
