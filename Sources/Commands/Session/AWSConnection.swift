import AWSCore
import AWSServices
import AWSSigning
import Logging
import Simulator
import Support

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

extension AWSConfiguration {
    /// Makes the configuration by which a simulator of a fleet is called.
    ///
    /// The user's own environment and files are not looked at: a rehearsal never has real keys.
    ///
    /// - Throws: `CommandFailure` when the fleet's region cannot be used.
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

extension AWSCredentials {
    /// The keys of a rehearsal with a fleet that names none.
    static let rehearsal = AWSCredentials(
        accessKeyID: "REHEARSAL",
        secretAccessKey: Secret("rehearsal"),
        sessionToken: nil
    )
}

extension CredentialCache {
    /// Makes what gives this process its keys, looked for in all the places that AWS tools look into.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - overrides: what the options and the manifest decide.
    ///   - transport: what carries requests to those who give keys out.
    ///   - logger: where it is said that keys could not be renewed.
    /// - Returns: a cache that has not asked anybody yet.
    static func ofProcess(
        environment: AWSEnvironment,
        overrides: AWSOverrides,
        transport: AsyncHTTPClientTransport,
        logger: Logger
    ) -> CredentialCache {
        let tools = CredentialTools(
            files: LocalFileReader(),
            writer: LocalFileWriter(),
            transport: transport,
            metadataTransport: transport.direct,
            processes: LocalProcessRunner(sleep: CallSurroundings.process.sleep),
            environment: .process,
            userAgent: .loopsweep
        )
        let chain = CredentialResolver(environment: environment, overrides: overrides, tools: tools)
        return CredentialCache(chain, environment: .process) { logger.warning("\($0)") }
    }
}

extension HTTPTransportConfiguration {
    /// The limits of a command's calls, with the proxies and the certificates of its configuration.
    init(_ configuration: AWSConfiguration, _ options: CallOptions, concurrency: Int) {
        self.init(
            options,
            concurrency: concurrency,
            trustStore: configuration.trustStore,
            proxies: configuration.proxies
        )
    }

    /// The limits of a command's calls, with its proxies and its certificates.
    init(_ options: CallOptions, concurrency: Int, trustStore: TrustStore, proxies: ProxySettings) {
        self.init(
            maximumConnections: concurrency,
            connectTimeout: options.connectTimeout,
            readTimeout: options.readTimeout,
            // An answer that comes piece by piece is never silent for long: the whole call has an end of its own.
            callTimeout: options.connectTimeout + options.readTimeout,
            trustStore: trustStore,
            proxies: proxies
        )
    }
}

/// A place without files.
struct NoFiles: FileReader {
    /// Finds nothing.
    func contents(of path: String) throws(FileReadingError) -> [UInt8]? { nil }
}

extension UserAgent {
    /// How this program names itself to AWS.
    static let loopsweep = UserAgent(product: "loopsweep", version: LoopsweepCommand.version)
}
