import Support

/// Why credentials could not be had, in one line that says what to do about it.
package struct CredentialsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
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
        /// The caller's task was cancelled.
        case cancelled
    }

    /// What kind of trouble it is.
    package let kind: Kind
    /// The trouble in one line; it holds no secret.
    package let description: String

    /// Makes an error from its parts.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

extension CredentialsError {
    /// Tells that a source of credentials did not give any.
    ///
    /// - Parameters:
    ///   - failure: why the call to it failed.
    ///   - source: the source in words, such as `the SSO portal`.
    ///   - advice: what to do about a refusal; nil when there is nothing to say.
    init(_ failure: UnsignedCallFailure, from source: String, advice: String? = nil) {
        switch failure.cause {
        case .fault(let fault):
            let isRefusal = RetryClass(fault) == .permanent
            let codes = [fault.code, failure.oauthCode, "HTTP \(fault.status)"].compactMap { $0 }
            var words = "\(source) answered \(codes.joined(separator: ", "))"
            if !fault.message.isEmpty { words += ": \(fault.message)" }
            if let id = fault.requestID { words += " (request id \(id))" }
            if isRefusal, let advice { words += "; \(advice)" }
            self.init(isRefusal ? .refused : .unreachable, words)
        case .transport(let error):
            if error.kind == .cancelled {
                self = .cancelled
            } else {
                self.init(.unreachable, "\(source) gave no answer: \(error.message)")
            }
        case .credentials(let error): self = error
        }
    }

    /// The caller's task was cancelled.
    static let cancelled = CredentialsError(.cancelled, "the search for credentials was cancelled")

    /// The same error without texts that are secret in it, and may be a part of any word elsewhere.
    func hiding(_ secrets: [String]) -> CredentialsError {
        CredentialsError(kind, KnownSecrets.hidden(in: description, besides: secrets))
    }
}
