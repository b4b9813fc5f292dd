import A2IRuntime
import AWSCore

extension AWSConfiguration {
    /// Finds where STS may be asked whose keys are.
    ///
    /// Beside an A2I endpoint that somebody configured, a rehearsal's for instance, AWS's own STS is never called: only one
    /// that has an endpoint of its own.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - files: what reads the shared files.
    ///   - overrides: what the caller decides; its endpoint is that of A2I.
    /// - Returns: nil when STS may not be asked.
    /// - Throws: `AWSConfigurationError` when the settings of STS cannot be.
    func stsConfiguration(
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides
    ) throws(AWSConfigurationError) -> AWSConfiguration? {
        var overrides = overrides
        overrides.endpointURL = nil
        let sts = try AWSConfiguration.resolve(.sts, environment: environment, files: files, overrides: overrides)
        return sts.isOwn(beside: self) ? sts : nil
    }

    /// Whether this endpoint of STS was meant for STS, or neither it nor that of A2I was configured.
    private func isOwn(beside service: AWSConfiguration) -> Bool {
        switch (service.endpointSource, endpointSource) {
        case (.rule, _): true
        case (_, .rule): false
        case (_, .environment("AWS_ENDPOINT_URL_STS")): true
        // One endpoint for everything is a stand-in for A2I, which knows no STS.
        case (_, _): endpoint != service.endpoint
        }
    }
}
