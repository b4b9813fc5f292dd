import AWSCore
import HumanLoops

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
