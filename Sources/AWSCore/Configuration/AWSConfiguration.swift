/// Where a service is called, and how patiently: all that its client needs to know of its setting but the keys.
package struct AWSConfiguration: Sendable {
    /// The region that is called.
    package let region: String
    /// Where the region comes from.
    package let regionSource: SettingSource
    /// Where the service is.
    package var endpoint: ServiceEndpoint { calls.endpoint }
    /// Where the endpoint comes from; `rule` for the service's own.
    package let endpointSource: SettingSource
    /// How the service is called.
    package let calls: CallSettings
    /// Whose certificates are trusted.
    package let trustStore: TrustStore
    /// Which hosts are reached through a proxy.
    package let proxies: ProxySettings

    /// Finds the configuration of a service in the places where settings are looked for.
    ///
    /// - Parameters:
    ///   - service: the service to call.
    ///   - sources: the places where settings are looked for.
    ///   - url: what the caller decides for this service's endpoint; nil when it decides nothing.
    /// - Throws: `AWSConfigurationError` with the first thing that is missing or cannot be.
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

    /// Looks the configuration of a service up: what the caller decides, then the environment, then the shared files.
    ///
    /// - Parameters:
    ///   - service: the service to call.
    ///   - environment: the environment variables.
    ///   - files: what reads the shared files.
    ///   - overrides: what the caller decides.
    /// - Returns: a configuration that is complete.
    /// - Throws: `AWSConfigurationError` with the first thing that is missing or cannot be.
    package static func resolve(
        _ service: AWSService,
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides = AWSOverrides()
    ) throws(AWSConfigurationError) -> AWSConfiguration {
        let sources = try ConfigurationSources(environment: environment, files: files, overrides: overrides)
        return try AWSConfiguration(service, from: sources, given: overrides.endpointURL)
    }
}

extension AWSConfiguration {
    /// Finds out, before the first call, whether the endpoint can be called with the network's settings at all.
    ///
    /// - Throws: `AWSConfigurationError` when no certificate can be trusted, or the proxy cannot be used.
    package func checkNetwork() throws(AWSConfigurationError) {
        if endpoint.scheme == .https { try trustStore.check() }
        if case .impossible(let error) = proxies.decision(for: endpoint) { throw error }
    }
}

/// What a caller decides instead of the environment and the shared files.
package struct AWSOverrides: Hashable, Sendable {
    /// The profile to use; credentials in the environment then do not count.
    package var profile: String?
    /// The region to call.
    package var region: String?
    /// The URL to call instead of the service's own.
    package var endpointURL: String?

    /// Makes overrides; what is not given is left to the environment and the shared files.
    package init(profile: String? = nil, region: String? = nil, endpointURL: String? = nil) {
        self.profile = profile
        self.region = region
        self.endpointURL = endpointURL
    }
}

/// Why the configuration for AWS is not usable, in one line.
package struct AWSConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is: what the exit code depends on.
    package enum Kind: Sendable {
        /// A file or a variable says what cannot be, or something needed is missing (exit code 78).
        case configuration
        /// An option on the command line says what cannot be (exit code 64).
        case usage
    }

    /// What kind of trouble it is.
    package let kind: Kind
    /// The trouble in one line.
    package let description: String

    /// Makes an error from its parts.
    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
