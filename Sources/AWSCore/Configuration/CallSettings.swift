/// How a service is called: where, for which region, how often, and under what name.
package struct CallSettings: Hashable, Sendable {
    package var endpoint: ServiceEndpoint
    package var signingRegion: String
    /// The first included, at least 1.
    package var maximumAttempts = 3
    package var retryMode = RetryMode.standard
    /// What runs the program, such as `AWS_ECS_FARGATE`.
    package var executionEnvironment: String?
    /// The owner's name for the application, for the service's own records.
    package var applicationID: String?
    /// What is configured and does not count, one line each, for the log.
    package var remarks: [String] = []
    /// What was read in another sense than it was written in, one line each, for the log.
    package var notes: [String] = []
}

/// How calls are tried again, in the words of the AWS SDKs.
///
/// A run paces each operation by what the service bears in either mode, which is all that `adaptive` adds to `standard`:
/// the mode is read so that the setting is honoured, and it is told to the service.
package enum RetryMode: String, Hashable, Sendable {
    case standard
    case adaptive
}

extension ConfigurationSources {
    /// Finds how a service is called, with where its endpoint comes from; `endpointURL` is what the caller decides.
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
        settings.remarks = remarks + [endpoint.value.remark].compactMap { $0 }
        settings.maximumAttempts = try maximumAttempts()
        settings.executionEnvironment = environment["AWS_EXECUTION_ENV"]
        settings.applicationID = setting("AWS_SDK_UA_APP_ID", property: "sdk_ua_app_id")?.value
        if let mode = setting("AWS_RETRY_MODE", property: "retry_mode") {
            let isLegacy = mode.value.lowercased() == "legacy"
            guard let known = isLegacy ? .standard : RetryMode(rawValue: mode.value.lowercased()) else {
                throw AWSConfigurationError(
                    .configuration,
                    "retry_mode is none of 'standard', 'adaptive' and 'legacy': '\(mode.value)' (\(mode.source))"
                )
            }
            settings.retryMode = known
            // The mode that the AWS CLI has given up.
            if isLegacy { settings.notes.append("retry_mode 'legacy' is taken as 'standard' (\(mode.source))") }
        }
        return Setting(settings, from: endpoint.source)
    }

    /// Finds how many attempts a call has: `AWS_MAX_ATTEMPTS`, the profile's `max_attempts`, else 3.
    func maximumAttempts() throws(AWSConfigurationError) -> Int {
        guard let found = setting("AWS_MAX_ATTEMPTS", property: "max_attempts") else { return 3 }
        guard let number = Int(found.value), number >= 1 else {
            throw AWSConfigurationError(
                .configuration,
                "max_attempts is not a whole number of 1 or more: '\(found.value)' (\(found.source))"
            )
        }
        return number
    }
}
