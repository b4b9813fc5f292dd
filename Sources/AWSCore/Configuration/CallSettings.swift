/// How a service is called: where, for which region, how often, and under what name.
package struct CallSettings: Hashable, Sendable {
    /// Where the service is.
    package var endpoint: ServiceEndpoint
    /// The region that requests are signed for.
    package var signingRegion: String
    /// Whether the endpoint is one that someone configured, and not the service's own.
    package var isEndpointCustom = false
    /// How many attempts a call has, the first included, at least 1; defaults to 3.
    package var maximumAttempts = 3
    /// How calls are tried again; defaults to `standard`.
    package var retryMode = RetryMode.standard
    /// What runs the program, such as `AWS_ECS_FARGATE`; nil when nothing says so.
    package var executionEnvironment: String?
    /// The name that an owner gives the application, for the service's own records; nil for none.
    package var applicationID: String?
    /// What was read in another sense than it was written in, one line each, for the log.
    package var notes: [String] = []

    /// Makes settings with their defaults.
    package init(endpoint: ServiceEndpoint, signingRegion: String) {
        self.endpoint = endpoint
        self.signingRegion = signingRegion
    }
}

extension ConfigurationSources {
    /// Finds how a service is called.
    ///
    /// - Parameters:
    ///   - service: the service to call.
    ///   - region: the region to call it in.
    ///   - endpointURL: the endpoint that the caller decides on for this service; nil when it does not.
    /// - Returns: the settings, with where the endpoint comes from.
    /// - Throws: `AWSConfigurationError` when a setting cannot be.
    func callSettings(
        for service: AWSService,
        region: String,
        endpointURL: String? = nil
    ) throws(AWSConfigurationError) -> Setting<CallSettings> {
        let endpoint = try endpoint(of: service, region: region, given: endpointURL)
        var settings = CallSettings(
            endpoint: endpoint.value.endpoint,
            signingRegion: endpoint.value.signingRegion ?? region
        )
        settings.isEndpointCustom = endpoint.source != .rule
        settings.maximumAttempts = try maximumAttempts()
        settings.executionEnvironment = environment["AWS_EXECUTION_ENV"]
        settings.applicationID =
            first(given: nil, variables: ["AWS_SDK_UA_APP_ID"], property: "sdk_ua_app_id")?.value
        if let mode = first(given: nil, variables: ["AWS_RETRY_MODE"], property: "retry_mode") {
            settings.retryMode = try Self.retryMode(mode)
            if mode.value.lowercased() == "legacy" {
                settings.notes.append("retry_mode 'legacy' is taken as 'standard' (\(mode.source))")
            }
        }
        return Setting(settings, from: endpoint.source)
    }

    /// Reads the mode of retries; `legacy`, the mode that the AWS CLI has given up, is taken as `standard`.
    ///
    /// - Throws: `AWSConfigurationError` when it is none of the three.
    private static func retryMode(_ setting: Setting<String>) throws(AWSConfigurationError) -> RetryMode {
        switch setting.value.lowercased() {
        case "standard", "legacy": return .standard
        case "adaptive": return .adaptive
        default:
            throw AWSConfigurationError(
                .configuration,
                "retry_mode is none of 'standard', 'adaptive' and 'legacy': '\(setting.value)' (\(setting.source))"
            )
        }
    }
}

extension ConfigurationSources {
    /// Finds how many attempts a call has: `AWS_MAX_ATTEMPTS`, the profile's `max_attempts`, else 3.
    ///
    /// - Throws: `AWSConfigurationError` when the value is no whole number of 1 or more.
    func maximumAttempts() throws(AWSConfigurationError) -> Int {
        guard let found = first(given: nil, variables: ["AWS_MAX_ATTEMPTS"], property: "max_attempts") else { return 3 }
        guard let number = Int(found.value), number >= 1 else {
            throw AWSConfigurationError(
                .configuration,
                "max_attempts is no whole number of 1 or more: '\(found.value)' (\(found.source))"
            )
        }
        return number
    }
}
