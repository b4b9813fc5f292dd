import AWSCore
import HumanLoops

extension HumanLoopServiceError {
    /// The codes by which IAM denies an action; the others say that the account does not have the service.
    private static let denials: Set<String> = [
        "AccessDenied", "AccessDeniedException", "NotAuthorized", "UnauthorizedOperation",
    ]

    /// Reads the failure of a call in the terms of the A2I Runtime API, and says what to do where the service does not.
    init(_ error: AWSCallError, of operation: HumanLoopOperation) {
        switch error.failure {
        case .transport(let trouble): self.init(kind: Kind(trouble.kind), code: trouble.code, message: trouble.message)
        case .credentials(let trouble):
            let code = trouble.kind == .otherAccount ? Self.otherAccountCode : "NoCredentials"
            self.init(kind: Kind(trouble.kind), code: code, message: trouble.description)
        case .fault(let fault):
            self.init(
                kind: Kind(fault),
                code: fault.code ?? "HTTP\(fault.status)",
                message: fault.message,
                requestID: fault.requestID,
                httpStatus: fault.status
            )
            if let advice = advice(fault, operation) {
                let words = message.hasSuffix(".") ? message.dropLast() : message[...]
                message = words.isEmpty ? advice : "\(words); \(advice)"
            }
        }
        attempts = error.attempts
        isRefused = error.isRefused
    }

    private func advice(_ fault: AWSServiceFault, _ operation: HumanLoopOperation) -> String? {
        if kind == .credentials { return fault.advice }
        guard kind == .accessDenied, Self.denials.contains(code), !message.contains(operation.rawValue) else {
            return nil
        }
        return "it needs the IAM action sagemaker:\(operation.rawValue)"
    }
}

extension HumanLoopServiceError.Kind {
    /// The codes of a service that does not accept the credentials themselves (AWS common errors).
    private static let credentialsCodes: Set<String> = [
        "UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch", "InvalidClientTokenId",
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "MissingAuthenticationToken",
        "MissingAuthenticationTokenException", "IncompleteSignature", "IncompleteSignatureException",
        "InvalidAccessKeyId", "RequestTimeTooSkewed", "RequestInTheFuture", "AuthFailure",
    ]

    /// The codes of a service that does not allow the caller this operation (AWS common errors).
    private static let accessCodes: Set<String> = [
        "AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired", "UnauthorizedOperation",
        "SubscriptionRequiredException",
    ]

    init(_ kind: HTTPTransportError.Kind) {
        switch kind {
        case .unreachable: self = .unreachable
        case .noAnswer: self = .noAnswer
        case .unreadable: self = .unreadable
        case .cancelled: self = .cancelled
        case .heldBack: self = .heldBack
        }
    }

    init(_ kind: CredentialError.Kind) {
        switch kind {
        // A source that cannot be reached has been waited for: no loop is to blame for it.
        case .absent, .configuration, .refused, .otherAccount, .unreachable: self = .credentials
        case .cancelled: self = .cancelled
        }
    }

    /// Reads an answer that is not a success.
    ///
    /// Only a code of the service's says that a loop is gone: the page of a wrong endpoint has the status 404 as well.
    init(_ fault: AWSServiceFault) {
        switch (fault.status, fault.code) {
        case _ where RetryClass(fault) == .throttling: self = .throttled
        // A request that timed out on the way, or whose sender a gateway thought gone, may have been carried out.
        case _ where RetryClass(fault) == .transient: self = .server
        case (500..<600, _), (408, _), (499, _): self = .server
        case (400..<500, let code?): self.init(refusal: code)
        default: self = .unreadable
        }
    }

    private init(refusal code: String) {
        switch code {
        case "ResourceNotFoundException": self = .notFound
        case "ValidationException", "ConflictException": self = .invalid
        case _ where Self.credentialsCodes.contains(code): self = .credentials
        case _ where Self.accessCodes.contains(code): self = .accessDenied
        default: self = .rejected
        }
    }
}
