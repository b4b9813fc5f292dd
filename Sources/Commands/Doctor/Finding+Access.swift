import CleanupEngine
import CleanupReport
import HumanLoops

extension Finding {
    /// The action that is tried, as IAM knows it.
    private static let action = "sagemaker:DescribeHumanLoop"

    /// Judges whether the service lets itself be called, by a look at a loop that cannot exist.
    ///
    /// - Parameters:
    ///   - failure: why the look failed; nil when it did not.
    ///   - caller: whom the keys belong to; nil when that is not known.
    init(access failure: HumanLoopServiceError?, caller: String?) {
        let name = "'\(Self.action)'"
        switch failure?.kind {
        case nil, .notFound: self.init(.access, .ok, "allowed: \(name)", value: "allowed")
        case .accessDenied:
            self.init(access: failure, "denied", "\(name) is denied", .access)
            let who = caller.map { "to \($0)" } ?? "to the caller"
            advice = "have IAM allow \(who): \(name), and for a run also StopHumanLoop and DeleteHumanLoop"
        case .credentials:
            self.init(access: failure, "refused", "the service does not accept the keys", .access)
        case .unreachable, .noAnswer, .cancelled, .heldBack:
            self.init(access: failure, "unreachable", "the service was not reached", .temporary)
        case .unreadable:
            self.init(access: failure, "unreachable", "what answered is not the A2I Runtime API", .temporary)
            advice = "is the endpoint right, and is no proxy's or network's page in between?"
        case .throttled, .server:
            self.init(.access, .warning, "not known, the service is busy or broken: \(Self.words(failure))")
            advice = "try again later"
        case .invalid, .rejected:
            self.init(access: failure, "refused", "the service refuses the call", .access)
        }
    }

    /// Makes a problem out of why the look failed.
    private init(access failure: HumanLoopServiceError?, _ value: String, _ text: String, _ exitCode: ExitCode) {
        self.init(.access, problem: "\(text): \(Self.words(failure))", exitCode, value: value)
        if let id = failure?.requestID { details = [Detail("requestId", id)] }
    }

    /// What is known of why the look failed.
    private static func words(_ failure: HumanLoopServiceError?) -> String {
        guard let failure else { return "" }
        return failure.message.isEmpty ? failure.code : "\(failure.code): \(failure.message)"
    }
}
