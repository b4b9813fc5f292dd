import AWSCore
import AWSServices
import AWSSigning
import Logging
import Simulator
import Support

extension AWSConfiguration {
    /// Finds where STS may be asked whose keys are; nil when it may not be.
    ///
    /// Beside an A2I endpoint that someone configured, a rehearsal's for instance, AWS's own STS is never called: only one
    /// that has an endpoint of its own. `asksStandIns` says whether an endpoint that is configured for all services at once
    /// is asked as well. The endpoint of `overrides` is that of A2I.
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

    /// The configuration by which a simulator of a fleet is called.
    ///
    /// The user's own environment and files are not looked at: a rehearsal never has real keys.
    static func forSimulator(at url: String, of fleet: Fleet) throws(CommandFailure) -> AWSConfiguration {
        do {
            return try AWSConfiguration.resolve(
                .a2iRuntime,
                environment: AWSEnvironment([:]),
                files: NoFiles(),
                overrides: AWSOverrides(region: fleet.region, endpointURL: url)
            )
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// A file system without files.
struct NoFiles: FileReader {
    func contents(of path: String) throws(FileError) -> [UInt8]? { nil }
}

extension CredentialCache {
    /// Makes what gives this process its keys, looked for in all the places in which AWS tools look.
    static func ofProcess(
        _ environment: AWSEnvironment,
        _ overrides: AWSOverrides,
        _ transport: AsyncHTTPClientTransport,
        _ logger: Logger
    ) -> CredentialCache {
        let tools = CredentialTools(
            files: LocalFileReader(),
            writer: LocalFileWriter(),
            processes: LocalProcessRunner(sleep: CallEnvironment.process.sleep),
            calls: CallTools(transport, .process, .loopsweep)
        )
        let chain = CredentialResolver(environment: environment, overrides: overrides, tools: tools)
        return CredentialCache(chain, environment: .process) { logger.warning("\($0)") }
    }
}

extension UserAgent {
    /// How this program names itself to AWS.
    static let loopsweep = UserAgent(product: "loopsweep", version: LoopsweepCommand.version)
}
