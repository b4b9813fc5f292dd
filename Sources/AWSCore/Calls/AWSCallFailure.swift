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
