import AWSCore
import AWSSigning
import CleanupEngine
import CleanupReport
import HumanLoops
import Support

extension Finding {
    /// How long before their end credentials are worth a warning.
    private static let shortTime: Duration = .seconds(15 * 60)

    /// Judges the keys to sign with.
    init(credentials: Result<ProvidedCredentials, CredentialError>, now: Timestamp) {
        switch credentials {
        case .failure(let error):
            self.init(.credentials, problem: error.description, CommandFailure(error).exitCode)
        case .success(let provided):
            let id = provided.keys.accessKeyID
            let keys = "\(Self.masked(id)) from \(provided.source)"
            self.init(.credentials, .ok, keys, value: id, source: provided.source)
            guard let expiresAt = provided.expiresAt else { return }
            let end = Timestamp(millisecondsSinceEpoch: expiresAt * 1_000)
            let isOver = end <= now
            text += isOver ? ", ended on \(end)" : ", until \(end)"
            details.append(("expiresAt", end.description))
            guard end - now < Self.shortTime else { return }
            verdict = .warning
            advice =
                isOver
                ? "their time is over: sign in again or export new keys, or correct the time that is written beside them"
                : "they end soon: unless their source gives new ones, sign in again before a long run"
        }
    }

    /// The first and the last four characters of an access key ID, by which its owner knows it.
    private static func masked(_ id: String) -> String {
        id.count > 12 ? "\(id.prefix(4))****\(id.suffix(4))" : "\(id.prefix(2))****"
    }

    /// Judges whom the keys belong to: what STS says, or nil when it was not asked.
    ///
    /// `told` is the account that the source of the keys tells, `account` the manifest's; each may be nil. With `isElsewhere`
    /// the service that is called is not AWS's own, and may know keys that STS does not.
    init(
        identity: Result<CallerIdentity?, AWSCallError>,
        told: String? = nil,
        expecting account: String?,
        isElsewhere: Bool = false
    ) {
        switch identity {
        case .success(let caller?):
            self.init(.identity, .ok, "\(caller.arn) in account \(caller.account)", value: caller.arn)
            details = [("account", caller.account)]
            compare(caller.account, with: account)
        case .success(nil):
            self.init(
                .identity,
                .skipped,
                "not asked: the endpoint is not AWS's own, and AWS_ENDPOINT_URL_STS names none for STS"
            )
            compareWithoutSTS(told, with: account)
        case .failure(let error):
            self.init(identity: error.failure, isElsewhere: isElsewhere)
            if verdict != .problem { compareWithoutSTS(told, with: account) }
        }
    }

    /// Compares the account with the manifest's where STS did not say it.
    private mutating func compareWithoutSTS(_ told: String?, with account: String?) {
        if let told {
            text += "; the source of the credentials says account \(told)"
            details.append(("account", told))
            compare(told, with: account)
        } else if let account {
            verdict = .warning
            text += "; so the manifest's target.account '\(account)' could not be compared"
        }
    }

    private mutating func compare(_ found: String, with account: String?) {
        guard let account, account != found else { return }
        verdict = .problem
        exitCode = .wrongTarget
        text += ", but the manifest's target.account is '\(account)'"
        advice = "use a profile of account \(account), or the manifest of account \(found)"
    }

    private init(identity failure: AWSCallFailure, isElsewhere: Bool) {
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
        case .fault(let fault) where isElsewhere:
            self.init(
                .identity,
                .warning,
                "STS does not know the keys: \(Self.words(fault))",
                advice: "the endpoint is not AWS's own: 'access' says whether it takes them"
            )
        case .fault(let fault):
            self.init(.identity, problem: "STS refuses the keys: \(Self.words(fault))", .access)
            advice = fault.advice
        }
    }

    private static func words(_ fault: AWSServiceFault) -> String {
        "\(fault.code ?? "status \(fault.status)"): \(fault.message)"
    }

    /// How far off a clock may be without a warning.
    private static let tolerance: Duration = .seconds(60)
    /// How far off a signature's time may be before AWS refuses it.
    private static let limit: Duration = .seconds(5 * 60)

    /// Judges this machine's clock by how far the service's is ahead; nil when no answer said.
    init(clock difference: Duration?) {
        guard let difference else {
            self.init(.clock, .skipped, "not known: no answer told the time")
            return
        }
        let distance = max(difference, .zero - difference)
        let seconds = Int(distance.components.seconds)
        let direction = difference > .zero ? "behind" : "ahead of"
        let words =
            seconds == 0 ? "the same as the service's, to the second" : "\(seconds) s \(direction) the service's"
        self.init(.clock, .ok, words, value: "\(difference.components.seconds)")
        guard distance > Self.tolerance else { return }
        verdict = .warning
        let effect = distance > Self.limit ? "calls are signed with the service's time instead; " : ""
        advice =
            "\(effect)have this machine's clock set by NTP: other tools may be refused, and times in reports are off"
    }

    private static let action = "sagemaker:DescribeHumanLoop"

    /// Judges whether the service may be called, by a describe of a loop that cannot exist; `failure` is nil when it succeeded.
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

    private init(access failure: HumanLoopServiceError?, _ value: String, _ text: String, _ exitCode: ExitCode) {
        self.init(.access, problem: "\(text): \(Self.words(failure))", exitCode)
        self.value = value
        if let id = failure?.requestID { details = [("requestId", id)] }
    }

    private static func words(_ failure: HumanLoopServiceError?) -> String {
        guard let failure else { return "" }
        return failure.message.isEmpty ? failure.code : "\(failure.code): \(failure.message)"
    }

    init(profile findings: ConfigurationFindings) {
        let (name, source) = (findings.profile.value, findings.profile.source)
        let text = findings.isProfilePresent ? "'\(name)' (\(source))" : "none: the shared files have no '\(name)'"
        let remarks = findings.remarks.joined(separator: "; ")
        self.init(
            .profile,
            remarks.isEmpty ? .ok : .warning,
            text,
            value: name,
            source: source.description,
            advice: remarks.isEmpty ? nil : remarks
        )
    }

    init(region: Result<Setting<String>, AWSConfigurationError>, doubt: String? = nil) {
        switch region {
        case .success(let setting):
            let (value, source) = (setting.value, setting.source.description)
            let text = "\(value) (\(source))"
            self.init(.region, doubt == nil ? .ok : .warning, text, value: value, source: source, advice: doubt)
        case .failure(let error): self.init(.region, problem: error.description, CommandFailure(error).exitCode)
        }
    }

    init(endpoint: Result<Setting<ServiceEndpoint>, AWSConfigurationError>?, remark: String? = nil) {
        switch endpoint {
        case nil: self.init(.endpoint, .skipped, "not known without a region")
        case .failure(let error): self.init(.endpoint, problem: error.description, CommandFailure(error).exitCode)
        case .success(let setting):
            let isOpen = setting.value.scheme == .http && !setting.value.isLocal
            let warning =
                isOpen ? "calls go there without TLS, for everybody on the way to read: write https://" : remark
            self.init(
                .endpoint,
                warning == nil ? .ok : .warning,
                "\(setting.value) (\(setting.source == .rule ? "AWS's own for the region" : "\(setting.source)"))",
                value: setting.value.description,
                source: setting.source.description,
                advice: warning
            )
        }
    }

    init(proxy decision: ProxyDecision) {
        switch decision {
        case .through(let proxy):
            let login = proxy.login == nil ? "" : " with a user and a password"
            let text = "\(proxy)\(login) (\(proxy.variable))"
            self.init(.proxy, .ok, text, value: proxy.description, source: proxy.variable)
        case .unset: self.init(.proxy, .ok, "none is set")
        case .local: self.init(.proxy, .ok, "none: the endpoint is on this machine")
        case .excepted(let variable):
            self.init(.proxy, .ok, "none: \(variable) makes an exception of the endpoint", source: variable)
        case .impossible(let error): self.init(.proxy, problem: error.description, CommandFailure(error).exitCode)
        }
    }

    init(calls: Result<CallSettings, AWSConfigurationError>?) {
        switch calls {
        case nil: self.init(.retries, .skipped, "not known without an endpoint")
        case .failure(let error): self.init(.retries, problem: error.description, CommandFailure(error).exitCode)
        case .success(let settings):
            let (attempts, mode) = (settings.maximumAttempts, settings.retryMode.rawValue)
            self.init(
                .retries,
                settings.notes.isEmpty ? .ok : .warning,
                "\(attempts) attempt\(attempts == 1 ? "" : "s") a call, the first included, in mode '\(mode)'",
                value: "\(attempts)",
                advice: settings.notes.isEmpty ? nil : settings.notes.joined(separator: "; ")
            )
            details = [("mode", mode)]
        }
    }

    /// `isNeeded` says that the endpoint is called by TLS.
    init(certificates trustStore: TrustStore, isNeeded: Bool) {
        let source = trustStore.source == .rule ? "the system's" : trustStore.source.description
        do throws(AWSConfigurationError) {
            try trustStore.check()
            let (value, variable) = (trustStore.description, trustStore.source.description)
            self.init(.certificates, .ok, "\(value) (\(source))", value: value, source: variable)
        } catch {
            if isNeeded {
                self.init(.certificates, problem: error.description, CommandFailure(error).exitCode)
            } else {
                self.init(.certificates, .warning, error.description)
            }
        }
    }
}
