import AWSServices
import AWSCore

extension AWSConfiguration {
    /// Finds where STS may be asked whose keys are.
    ///
    /// Beside an A2I endpoint that someone configured, a rehearsal's for instance, AWS's own STS is never called: only one
    /// that has an endpoint of its own.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - files: what reads the shared files.
    ///   - overrides: what the caller decides; its endpoint is that of A2I.
    ///   - asksStandIns: whether an endpoint that is configured for all services at once is asked as well.
    /// - Returns: nil when STS may not be asked.
    /// - Throws: `AWSConfigurationError` when the settings of STS cannot be.
    func stsConfiguration(
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides,
        asksStandIns: Bool = false
    ) throws(AWSConfigurationError) -> AWSConfiguration? {
        var overrides = overrides
        overrides.endpointURL = nil
        let sts = try AWSConfiguration.resolve(.sts, environment: environment, files: files, overrides: overrides)
        switch (endpointSource, sts.endpointSource) {
        case (.rule, _), (_, .environment("AWS_ENDPOINT_URL_STS")): return sts
        case (_, .rule): return nil
        // One endpoint for everything may be a stand-in for A2I alone, which knows no STS.
        case (_, _): return asksStandIns || sts.endpoint != endpoint ? sts : nil
        }
    }
}
