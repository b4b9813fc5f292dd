package import AWSSigning

/// Who calls, and where: all that a service's client needs to know of its setting.
package struct AWSConfiguration: Sendable {
    /// The keys to sign with.
    package let credentials: AWSCredentials
    /// Where the keys come from.
    package let credentialsSource: SettingSource
    /// The region that requests are signed for.
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

    /// Makes a configuration from what was found.
    private init(
        credentials: Setting<AWSCredentials>,
        region: Setting<String>,
        calls: Setting<CallSettings>,
        trustStore: TrustStore,
        proxies: ProxySettings
    ) {
        self.credentials = credentials.value
        credentialsSource = credentials.source
        self.region = region.value
        regionSource = region.source
        self.calls = calls.value
        endpointSource = calls.source
        self.trustStore = trustStore
        self.proxies = proxies
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
        let region = try sources.region()
        return AWSConfiguration(
            credentials: try sources.credentials(),
            region: region,
            calls: try sources.callSettings(for: service, region: region.value, endpointURL: overrides.endpointURL),
            trustStore: sources.trustStore(),
            proxies: ProxySettings(environment)
        )
    }
}

extension AWSConfiguration {
    /// What gives the keys of this configuration.
    package var staticCredentials: StaticCredentials {
        StaticCredentials(ProvidedCredentials(keys: credentials, source: "\(credentialsSource)"))
    }
}
