import AWSCore
import CleanupEngine
import CleanupReport
import Support

extension Finding {
    init(profile findings: ConfigurationFindings) {
        let (name, source) = (findings.profile.value, findings.profile.source)
        let text = findings.isProfilePresent ? "'\(name)' (\(source))" : "none: the shared files have no '\(name)'"
        self.init(.profile, .ok, text, value: name, source: source.description)
    }

    init(region: Result<Setting<String>, AWSConfigurationError>) {
        switch region {
        case .success(let setting):
            let (value, source) = (setting.value, setting.source.description)
            self.init(.region, .ok, "\(value) (\(source))", value: value, source: source)
        case .failure(let error): self.init(.region, problem: error.description, CommandFailure(error).exitCode)
        }
    }

    init(endpoint: Result<Setting<ServiceEndpoint>, AWSConfigurationError>?) {
        switch endpoint {
        case nil: self.init(.endpoint, .skipped, "not known without a region")
        case .failure(let error): self.init(.endpoint, problem: error.description, CommandFailure(error).exitCode)
        case .success(let setting):
            let isOpen = setting.value.scheme == .http && !setting.value.isLocal
            self.init(
                .endpoint,
                isOpen ? .warning : .ok,
                "\(setting.value) (\(setting.source == .rule ? "AWS's own for the region" : "\(setting.source)"))",
                value: setting.value.description,
                source: setting.source.description,
                advice: isOpen ? "calls go there without TLS, for everybody on the way to read: write https://" : nil
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
