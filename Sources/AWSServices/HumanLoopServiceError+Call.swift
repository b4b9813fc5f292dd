import AWSCore
import HumanLoops

extension HumanLoopServiceError {
    /// Reads the failure of a call in the terms of the A2I Runtime API.
    init(_ error: AWSCallError) {
        switch error.failure {
        case .transport(let trouble):
            self.init(
                kind: Kind(trouble.kind),
                code: trouble.code,
                message: trouble.message,
                attempts: error.timesSent
            )
        case .credentials(let trouble):
            self.init(
                kind: Kind(trouble.kind),
                code: trouble.kind == .otherAccount ? Self.otherAccountCode : "NoCredentials",
                message: trouble.description,
                attempts: error.timesSent
            )
        case .fault(let fault):
            self.init(
                kind: Kind(fault),
                code: fault.code ?? "HTTP\(fault.status)",
                message: fault.message,
                requestID: fault.requestID,
                httpStatus: fault.status,
                attempts: error.timesSent
            )
        }
        isRefused = error.isRefused
    }

    /// Tells that an answer of success is not one of the A2I Runtime API.
    init(unreadable answer: AWSCallAnswer, because reason: String) {
        self.init(
            kind: .unreadable,
            code: "UnreadableAnswer",
            message: reason,
            requestID: answer.response.requestID,
            httpStatus: answer.response.status,
            attempts: answer.timesSent
        )
    }
}

extension HumanLoopServiceError {
    /// The codes by which IAM denies an action; the others say that the account has not the service.
    private static let denials: Set<String> = [
        "AccessDenied", "AccessDeniedException", "NotAuthorized", "UnauthorizedOperation",
    ]

    /// Reads the failure of a call, and says what to do where the service's own words do not.
    init(_ error: AWSCallError, of operation: HumanLoopOperation) {
        self.init(error)
        guard case .fault(let fault) = error.failure else { return }
        let advice: String? =
            switch kind {
            case .accessDenied where Self.denials.contains(code) && !message.contains(operation.rawValue):
                "it needs the IAM action sagemaker:\(operation.rawValue)"
            case .credentials: fault.advice
            default: nil
            }
        guard let advice else { return }
        message = message.isEmpty ? advice : "\(message); \(advice)"
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

    /// Reads how far a request came.
    init(_ kind: HTTPTransportError.Kind) {
        switch kind {
        case .unreachable: self = .unreachable
        case .noAnswer: self = .noAnswer
        case .unreadable: self = .unreadable
        case .cancelled: self = .cancelled
        case .heldBack: self = .heldBack
        }
    }

    /// Reads why there were no credentials to sign with.
    init(_ kind: CredentialsError.Kind) {
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

    /// Reads the code of a refusal.
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
