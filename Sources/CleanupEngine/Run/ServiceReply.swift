import HumanLoops

/// How a call for a loop came back.
enum ServiceReply: Sendable {
    /// A describe was answered.
    case described(HumanLoopAnswer<HumanLoop>)
    /// A stop or a delete was accepted, after so many requests.
    case accepted(attempts: Int)
    /// There was no answer that can be used, or a refusal.
    case failed(HumanLoopServiceError)

    /// How many requests were sent.
    var attempts: Int {
        switch self {
        case .described(let answer): answer.attempts
        case .accepted(let attempts): attempts
        case .failed(let error): error.attempts
        }
    }

    /// Whether the service asked for fewer calls.
    var wasThrottled: Bool {
        guard case .failed(let error) = self else { return false }
        return error.kind == .throttled
    }

    /// What the loop is told of a reply to a call of this operation.
    func event(of operation: HumanLoopOperation) -> LoopEvent {
        switch self {
        case .described(let answer): .described(answer.value)
        case .accepted: operation == .stop ? .stopAccepted : .deleteAccepted
        case .failed(let error) where operation == .describe && error.kind == .notFound: .missing
        case .failed(let error): .callFailed(operation, error)
        }
    }
}
