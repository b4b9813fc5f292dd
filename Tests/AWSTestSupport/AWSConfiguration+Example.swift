package import AWSCore

extension AWSConfiguration {
    /// The configuration that the published examples are called by.
    ///
    /// - Throws: `AWSConfigurationError` when an override cannot be.
    package static func example(
        _ service: AWSService,
        region: String = "us-east-1",
        endpointURL: String? = nil,
        variables: [String: String] = [:]
    ) throws(AWSConfigurationError) -> AWSConfiguration {
        try resolve(
            service,
            environment: AWSEnvironment(variables),
            files: MemoryFiles(),
            overrides: AWSOverrides(region: region, endpointURL: endpointURL)
        )
    }
}
