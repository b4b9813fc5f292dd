/// Why a call failed for good.
package struct AWSCallError: Error, Hashable, Sendable {
    /// Why the last attempt failed.
    package var failure: AWSCallFailure
    /// How often the request was sent, or may have been; 0 when it certainly never was.
    package var attempts: Int
    /// Whether a cancelled call cannot be carried out any more: each request that was sent was refused by a whole answer.
    package var isRefused = false
}

/// Why one attempt of a call failed.
package enum AWSCallFailure: Error, Hashable, Sendable {
    /// The service, or something in front of it, did not answer with a success of the call.
    case fault(AWSServiceFault)
    /// There was no whole answer.
    case transport(HTTPTransportError)
    /// There were no credentials to sign with, and nothing was sent.
    case credentials(CredentialError)

    /// Whether the request was sent, or may have been.
    package var mayHaveBeenSent: Bool {
        switch self {
        case .fault: true
        case .transport(let error): !error.isNeverSent
        case .credentials: false
        }
    }

    /// Whether the caller ended the call.
    var isCancelled: Bool {
        switch self {
        case .fault: false
        case .transport(let error): error.kind == .cancelled
        case .credentials(let error): error.kind == .cancelled
        }
    }
}
