import Support

/// Why credentials could not be had, in one line that says what to do about it.
package struct CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// The source is not there, or has no credentials: the next one may be asked.
        case absent
        /// The source is set up in a way that cannot work (exit code 77).
        case configuration
        /// The source said no, or what it holds is no longer valid (exit code 77).
        case refused
        /// They are of another account than those that the run began with (exit code 78).
        case otherAccount
        /// The source could not be reached, or did not answer in time (exit code 75 when nothing else was reached either).
        case unreachable
        case cancelled
    }

    package let kind: Kind
    /// The trouble in one line; it holds no secret.
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    package static let cancelled = CredentialError(.cancelled, "the search for credentials was cancelled")

    /// Tells that a source, named as in `the SSO portal`, gave no credentials; `advice` says what to do about a refusal.
    init(_ failure: AWSCallFailure, from source: String, advice: String? = nil) {
        switch failure {
        case .fault(let fault):
            let isRefusal = RetryClass(fault) == .permanent
            let codes = [fault.code, fault.oauthCode, "HTTP \(fault.status)"].compactMap { $0 }
            var words = "\(source) answered \(codes.joined(separator: ", "))"
            if !fault.message.isEmpty { words += ": \(fault.message)" }
            if let id = fault.requestID { words += " (request id \(id))" }
            if isRefusal, let advice { words += "; \(advice)" }
            self.init(isRefusal ? .refused : .unreachable, words)
        case .transport(let error):
            let isCancelled = error.kind == .cancelled
            self = isCancelled ? .cancelled : Self(.unreachable, "\(source) gave no answer: \(error.message)")
        case .credentials(let error): self = error
        }
    }

    /// Tells that a setting which a source is found by is missing or cannot be.
    init(_ error: AWSConfigurationError) { self.init(.configuration, error.description) }

    /// The same error without texts that are secret in it, and may be a part of any word elsewhere.
    func hiding(_ secrets: [String]) -> CredentialError {
        CredentialError(kind, KnownSecrets.hidden(in: description, besides: secrets))
    }
}
