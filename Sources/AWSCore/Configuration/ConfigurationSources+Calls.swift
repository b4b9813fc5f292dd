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

    /// Finds the file of trusted certificates: `AWS_CA_BUNDLE`, the profile's `ca_bundle`.
    ///
    /// - Returns: nil when neither is set: the system's certificates count.
    func certificateBundle() -> String? {
        first(given: nil, variables: ["AWS_CA_BUNDLE"], property: "ca_bundle")
            .flatMap { environment.expanded($0.value) }
    }
}
