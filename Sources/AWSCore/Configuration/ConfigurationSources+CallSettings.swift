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
