/// Where a service is called, and how patiently: all that its client needs but the keys.
package struct AWSConfiguration: Sendable {
    package let region: String
    package let regionSource: SettingSource
    package var endpoint: ServiceEndpoint { calls.endpoint }
    /// `rule` for the service's own.
    package let endpointSource: SettingSource
    package let calls: CallSettings
    package let trustStore: TrustStore
    package let proxies: ProxySettings

    /// Throws the first problem; `url` is what the caller decides for this service, nil when nothing.
    init(
        _ service: AWSService,
        from sources: ConfigurationSources,
        given url: String? = nil
    ) throws(AWSConfigurationError) {
        let region = try sources.region()
        let calls = try sources.callSettings(for: service, region: region.value, endpointURL: url)
        self.region = region.value
        regionSource = region.source
        self.calls = calls.value
        endpointSource = calls.source
        trustStore = sources.trustStore()
        proxies = ProxySettings(sources.environment)
    }

    /// Looks up what the caller decides, then the environment, then the shared files; throws the first problem.
    package static func resolve(
        _ service: AWSService,
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides = AWSOverrides()
    ) throws(AWSConfigurationError) -> AWSConfiguration {
        let sources = try ConfigurationSources(environment: environment, files: files, overrides: overrides)
        return try AWSConfiguration(service, from: sources, given: overrides.endpointURL)
    }

    /// Throws when the endpoint cannot be called at all: no certificate can be trusted, or the proxy cannot be used.
    package func checkNetwork() throws(AWSConfigurationError) {
        if endpoint.scheme == .https { try trustStore.check() }
        if case .impossible(let error) = proxies.decision(for: endpoint) { throw error }
    }
}

/// What a caller decides instead of the environment and the shared files.
package struct AWSOverrides: Hashable, Sendable {
    /// Credentials in the environment then do not count.
    package var profile: String?
    package var region: String?
    package var endpointURL: String?
    /// The variables of the caller's own that decide; what is not among them an option or the manifest decides.
    package var variables: [Subject: String] = [:]

    package enum Subject: Sendable {
        case profile
        case region
        case endpoint
    }

    func source(of subject: Subject) -> SettingSource { variables[subject].map { .optionVariable($0) } ?? .given }

    package init(profile: String? = nil, region: String? = nil, endpointURL: String? = nil) {
        self.profile = profile
        self.region = region
        self.endpointURL = endpointURL
    }
}

/// Why the configuration for AWS is not usable, in one line.
package struct AWSConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// A file or a variable says what cannot be, or something needed is missing (exit code 78).
        case configuration
        /// An option on the command line says what cannot be (exit code 64).
        case usage
    }

    package let kind: Kind
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

/// What is configured for a service, each thing by itself: one that is wrong does not hide the others.
package struct ConfigurationFindings: Sendable {
    /// `rule` for the default one.
    package let profile: Setting<String>
    /// The default one need not be in the shared files.
    package let isProfilePresent: Bool
    /// What is in the shared files and does not count, one line each.
    package let remarks: [String]
    package let region: Result<Setting<String>, AWSConfigurationError>
    /// What is doubtful about the region, with the way out; nil when nothing is.
    package let regionDoubt: String?
    /// Nil when there is no region, without which it cannot be said.
    package let endpoint: Result<Setting<ServiceEndpoint>, AWSConfigurationError>?
    /// What is configured of the endpoint and does not count; nil when all does.
    package let endpointRemark: String?
    /// Nil when the endpoint is not known.
    package let calls: Result<CallSettings, AWSConfigurationError>?
    package let trustStore: TrustStore
    package let proxies: ProxySettings

    /// Throws when a shared file is broken, or a profile that was asked for is in none.
    package init(
        _ service: AWSService,
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides
    ) throws(AWSConfigurationError) {
        let sources = try ConfigurationSources(environment: environment, files: files, overrides: overrides)
        profile =
            ConfigurationSources.profileAskedFor(overrides, environment) ?? Setting(sources.profileName, from: .rule)
        isProfilePresent = sources.profiles[.profile(sources.profileName)] != nil
        remarks = sources.remarks
        let region = Result { () throws(AWSConfigurationError) in try sources.region() }
        self.region = region
        regionDoubt = (try? region.get()).flatMap { AWSPartition.doubt(about: $0.value) }
        let found = (try? region.get()).map { region in
            Result { () throws(AWSConfigurationError) in
                try sources.endpoint(of: service, region: region.value, given: overrides.endpointURL)
            }
        }
        endpoint = found.map { $0.map { Setting($0.value.endpoint, from: $0.source) } }
        endpointRemark = (try? found?.get())?.value.remark
        calls = (try? endpoint?.get()).map { _ in
            Result { () throws(AWSConfigurationError) in
                try AWSConfiguration(service, from: sources, given: overrides.endpointURL).calls
            }
        }
        trustStore = sources.trustStore()
        proxies = ProxySettings(environment)
    }
}
