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
