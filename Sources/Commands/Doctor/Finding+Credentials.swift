import AWSSigning
import AWSCore
import CleanupEngine
import CleanupReport
import HumanLoops

extension Finding {
    /// How long before their end credentials are worth a warning, when nothing renews them.
    private static let shortTime: Duration = .seconds(15 * 60)

    /// Judges the keys to sign with.
    ///
    /// - Parameters:
    ///   - credentials: the keys, or why there are none.
    ///   - now: the moment.
    init(credentials: Result<ProvidedCredentials, CredentialsError>, now: Timestamp) {
        switch credentials {
        case .failure(let error):
            self.init(.credentials, problem: error.description, CommandFailure(error).exitCode)
        case .success(let provided):
            let id = provided.keys.accessKeyID
            self.init(
                .credentials,
                .ok,
                "\(Self.masked(id)) from \(provided.source)",
                value: id,
                source: provided.source
            )
            guard let expiresAt = provided.expiresAt else { return }
            let end = Timestamp(millisecondsSinceEpoch: expiresAt * 1_000)
            text += ", until \(end)"
            details.append(Detail("expiresAt", end.description))
            guard end - now < Self.shortTime else { return }
            verdict = .warning
            advice = "they end soon: unless their source gives new ones, sign in again before a long run"
        }
    }

    /// The first and the last four characters of an access key's id, by which its owner knows it.
    private static func masked(_ id: String) -> String {
        id.count > 12 ? "\(id.prefix(4))****\(id.suffix(4))" : "\(id.prefix(2))****"
    }

    /// Judges whom the keys belong to.
    ///
    /// - Parameters:
    ///   - identity: what STS says, or why it says nothing.
    ///   - account: the account that the manifest is for; nil when it does not say.
    init(identity: Result<CallerIdentity, AWSCallError>, expecting account: String?) {
        switch identity {
        case .success(let caller):
            self.init(
                .identity,
                .ok,
                "\(caller.arn) in account \(caller.account)",
                value: caller.arn,
                details: [Detail("account", caller.account)]
            )
            guard let account, account != caller.account else { return }
            verdict = .problem
            exitCode = .wrongTarget
            text += ", but the manifest's target.account is '\(account)'"
            advice = "use a profile of account \(account), or the manifest of account \(caller.account)"
        case .failure(let error): self.init(identity: error.failure)
        }
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
