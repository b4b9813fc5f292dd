/// What is configured for a service, each thing by itself: one that is wrong does not hide the others.
package struct ConfigurationFindings: Sendable {
    /// The name of the profile in use, and what chose it; `rule` for the default one.
    package let profile: Setting<String>
    /// Whether the profile is in the shared files; the default one need not be.
    package let isProfilePresent: Bool
    /// The region.
    package let region: Result<Setting<String>, AWSConfigurationError>
    /// Where the service is; nil when there is no region, without which that cannot be said.
    package let endpoint: Result<Setting<ServiceEndpoint>, AWSConfigurationError>?
    /// How the service is called; nil when it is not known where.
    package let calls: Result<CallSettings, AWSConfigurationError>?
    /// Whose certificates are trusted.
    package let trustStore: TrustStore
    /// Which hosts are reached through a proxy.
    package let proxies: ProxySettings

    /// Looks for the configuration of a service.
    ///
    /// - Parameters:
    ///   - service: the service to call.
    ///   - environment: the environment variables.
    ///   - files: what reads the shared files.
    ///   - overrides: what the caller decides.
    /// - Throws: `AWSConfigurationError` when a shared file is broken, or a profile that was asked for is in none.
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
