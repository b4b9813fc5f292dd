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
    package let region: Result<Setting<String>, AWSConfigurationError>
    /// Nil when there is no region, without which it cannot be said.
    package let endpoint: Result<Setting<ServiceEndpoint>, AWSConfigurationError>?
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
        isProfilePresent = sources.profiles.profiles[sources.profileName] != nil
        let region = Result { () throws(AWSConfigurationError) in try sources.region() }
        self.region = region
        endpoint = (try? region.get()).map { region in
            Result { () throws(AWSConfigurationError) in
                let found = try sources.endpoint(of: service, region: region.value, given: overrides.endpointURL)
                return Setting(found.value.endpoint, from: found.source)
            }
        }
        calls = (try? endpoint?.get()).map { _ in
            Result { () throws(AWSConfigurationError) in
                try AWSConfiguration(service, from: sources, given: overrides.endpointURL).calls
            }
        }
        trustStore = sources.trustStore()
        proxies = ProxySettings(environment)
    }
}
