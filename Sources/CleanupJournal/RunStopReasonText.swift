import CleanupEngine
import HumanLoops
import Support

extension RunStopReason {
    /// The stable code by which a program knows what ended a run early.
    package var reportCode: String {
        switch self {
        case .guards: "GuardBreached"
        case .failures: "TooManyFailures"
        case .selection: "SelectionFailed"
        case .noConsent: "ConsentMissing"
        case .interrupted: "Interrupted"
        case .deadline, .throttled: "DeadlinePassed"
        case .credentials: "CredentialsRefused"
        case .unreachable: "ServiceUnreachable"
        case .evidence: "EvidenceNotWritten"
        }
    }

    /// One sentence for a person that says what ended a run early, without a full stop.
    package var reportMessage: String {
        switch self {
        case .guards(let breaches):
            breaches.map { "\($0.key): \($0.message)" }.joined(separator: "; ")
        case .failures(let breach):
            "nothing new was started: \(breach.key): \(breach.message)"
        case .selection(let fault):
            "the rule at line \(fault.line) cannot be followed: \(fault.message)"
        case .noConsent:
            "the plan was not confirmed; nothing was changed"
        case .interrupted(let signal):
            "\(signal.reportName) asked the run to end"
        case .deadline:
            "the run's deadline passed"
        case .throttled:
            "the run's deadline passed while the service throttled its calls: allow more time, or have the quota raised"
        case .credentials(let error) where error.code == HumanLoopServiceError.otherAccountCode:
            error.reportText
        case .credentials(let error):
            "the service does not accept the credentials: \(error.reportText)"
        case .unreachable(let error) where error.kind == .unreadable:
            "what answers is not the A2I Runtime API (is it the right endpoint?): \(error.reportText)"
        case .unreachable(let error):
            "the service was never reached: \(error.reportText)"
        case .evidence(let trouble):
            "what happened could not be written down: \(trouble)"
        }
    }

    /// Whether the run ended before any loop could be stopped or deleted.
    package var isBeforeFirstTurn: Bool {
        switch self {
        case .guards, .noConsent, .selection, .unreachable: true
        case .failures, .interrupted, .deadline, .throttled, .credentials, .evidence: false
        }
    }
}

extension StopSignal {
    fileprivate var reportName: String {
        switch self {
        case .hangup: "SIGHUP"
        case .interrupt: "SIGINT"
        case .terminate: "SIGTERM"
        }
    }
}
