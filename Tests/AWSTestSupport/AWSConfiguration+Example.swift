package import AWSCore

extension AWSConfiguration {
    /// The configuration that the published examples are signed with.
    ///
    /// - Throws: `AWSConfigurationError` when an override cannot be.
    package static func example(
        _ service: AWSService,
        region: String = "us-east-1",
        endpointURL: String? = nil,
        variables: [String: String] = [:]
    ) throws(AWSConfigurationError) -> AWSConfiguration {
        let keys = [
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        ]
        return try resolve(
            service,
            environment: AWSEnvironment(keys.merging(variables) { _, new in new }),
            files: MemoryFiles(),
            overrides: AWSOverrides(region: region, endpointURL: endpointURL)
        )
    }
}
