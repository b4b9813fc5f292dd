import AWSCore
import CleanupEngine
import CleanupReport

extension Finding {
    /// Judges whom the keys belong to.
    ///
    /// - Parameters:
    ///   - identity: what STS says, or why it says nothing; nil when it was not asked.
    ///   - told: the account that the source of the keys tells; nil when it does not.
    ///   - account: the account that the manifest is for; nil when it does not say.
    init(identity: Result<CallerIdentity?, AWSCallError>, told: String? = nil, expecting account: String?) {
        switch identity {
        case .success(let caller?):
            self.init(
                .identity,
                .ok,
                "\(caller.arn) in account \(caller.account)",
                value: caller.arn,
                details: [Detail("account", caller.account)]
            )
            compare(caller.account, with: account)
        case .success(nil):
            self.init(
                .identity,
                .skipped,
                "not asked: the endpoint is not AWS's own, and AWS_ENDPOINT_URL_STS names none for STS"
            )
            compareWithoutSTS(told, with: account)
        case .failure(let error):
            self.init(identity: error.failure)
            if verdict != .problem { compareWithoutSTS(told, with: account) }
        }
    }

    /// Finds out whether the keys are of the account that the manifest is for, where STS did not say it.
    ///
    /// - Parameters:
    ///   - told: the account that the source of the keys tells; nil when it does not.
    ///   - account: the account that the manifest is for; nil when it does not say.
    private mutating func compareWithoutSTS(_ told: String?, with account: String?) {
        if let told {
            text += "; the source of the credentials says account \(told)"
            details.append(Detail("account", told))
            compare(told, with: account)
        } else if let account {
            verdict = .warning
            text += "; so the manifest's target.account '\(account)' could not be compared"
        }
    }

    /// Judges the account of the keys.
    private mutating func compare(_ found: String, with account: String?) {
        guard let account, account != found else { return }
        verdict = .problem
        exitCode = .wrongTarget
        text += ", but the manifest's target.account is '\(account)'"
        advice = "use a profile of account \(account), or the manifest of account \(found)"
    }

    /// Judges why STS did not say whom the keys belong to.
    private init(identity failure: AWSCallFailure) {
        switch failure {
        case .credentials(let error):
            self.init(.identity, problem: error.description, CommandFailure(error).exitCode)
        case .transport(let error):
            // A network may have a way to the service alone, and only roles need STS.
            self.init(
                .identity,
                .warning,
                "STS did not answer: \(error.message)",
                advice: "only 'doctor' and roles need STS: 'access' says whether the service itself is reached"
            )
        case .fault(let fault) where RetryClass(fault) != .permanent || fault.code == "AccessDenied":
            self.init(.identity, .warning, "STS does not say: \(Self.words(fault))")
        case .fault(let fault):
            self.init(
                .identity,
                problem: "STS refuses the keys: \(Self.words(fault))",
                .access,
                advice: fault.advice
            )
        }
    }

    /// A fault in a service's own words.
    private static func words(_ fault: AWSServiceFault) -> String {
        "\(fault.code ?? "status \(fault.status)"): \(fault.message)"
    }
}
