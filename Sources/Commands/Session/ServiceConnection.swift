import AWSCore
import AWSServices
import AWSSigning
import CleanupEngine
import CleanupManifest
import HumanLoops
import Logging
import Simulator
import Support
import YAML

/// How a command reaches the service: AWS, or a simulator inside the process.
struct ServiceConnection: Sendable {
    let options: CallOptions
    let environment: AWSEnvironment
    /// How many calls may be in flight.
    let concurrency: Int
    /// How long credentials are waited for at the most; nil for as long as their source takes.
    let deadline: Duration?
    let logger: Logger
    /// Where the problems of a fleet file are shown.
    let console: Console

    init(_ options: CallOptions, _ output: OutputOptions, _ execution: ExecutionSettings, _ console: Console) {
        self.options = options
        environment = AWSEnvironment(output.environment, homeOfUser: HomeDirectory.ofUser)
        concurrency = execution.concurrency
        deadline = execution.deadline
        logger = output.logger(console)
        self.console = console
    }

    /// Runs a body with a service, and ends the connections, and the simulator if there is one, when it returns.
    ///
    /// Throws a `CommandFailure` when there is no way to call the service, or a signal came first.
    func withService<Output: Sendable>(
        of target: CleanupTarget,
        _ stopRequest: StopRequest,
        _ body: (LoggedService, ServicePlace) async throws -> Output
    ) async throws -> Output {
        if let fleet = options.fleet, CommandEnvironment.current.connect == nil {
            return try await withSimulatedService(try InputFile(path: fleet).fleet(console), stopRequest, body)
        }
        let overrides = try overrides(for: target)
        if let connect = CommandEnvironment.current.connect {
            let (service, account, region, endpoint) = await connect(overrides.region)
            let place = ServicePlace(account: account, region: region, endpoint: endpoint, isSimulated: false)
            return try await body(LoggedService(service: service, logger: logger), place)
        }
        let configuration = try configuration(overrides)
        let sts = sts(beside: configuration, overrides)
        return try await withClient(configuration, sts: sts, stopRequest, body) { transport in
            .ofProcess(environment, overrides, transport, logger)
        }
    }

    /// Starts a simulator and runs the body with a client of it.
    private func withSimulatedService<Output: Sendable>(
        _ fleet: Fleet,
        _ stopRequest: StopRequest,
        _ body: (LoggedService, ServicePlace) async throws -> Output
    ) async throws -> Output {
        var fleet = fleet
        // A rehearsal has signatures too, also with a fleet that does not ask for any.
        let keys =
            fleet.credentials
            ?? AWSCredentials(accessKeyID: "REHEARSAL", secretAccessKey: Secret("rehearsal"), sessionToken: nil)
        fleet.credentials = keys
        return try await fleet.simulated(faults: options.faults) { simulator in
            let configuration = try AWSConfiguration.forSimulator(at: simulator.url, of: fleet)
            let provided = ProvidedCredentials(keys: keys, source: "the fleet")
            return try await withClient(configuration, sts: nil, stopRequest, body) { _ in
                CredentialCache(StaticCredentials(provided), environment: .process) { _ in }
            }
        }
    }

    /// What the options and the manifest decide of the configuration.
    func overrides(for target: CleanupTarget) throws(CommandFailure) -> AWSOverrides {
        if let wanted = target.region, let given = options.region, wanted != given {
            throw CommandFailure(
                .wrongTarget,
                "\(options.variables[.region] ?? "--region") is '\(given)', but the manifest's target.region is '\(wanted)'"
            )
        }
        var overrides = AWSOverrides(
            profile: options.profile,
            region: options.region ?? target.region,
            endpointURL: options.endpointURL
        )
        overrides.variables = options.variables
        return overrides
    }

    func resolve(_ overrides: AWSOverrides) throws(AWSConfigurationError) -> AWSConfiguration {
        let files = LocalFileReader()
        return try .resolve(.a2iRuntime, environment: environment, files: files, overrides: overrides)
    }

    private func configuration(_ overrides: AWSOverrides) throws(CommandFailure) -> AWSConfiguration {
        do {
            let configuration = try resolve(overrides)
            try configuration.checkNetwork()
            return configuration
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Where STS may be asked whose the credentials are; nil also when its settings are unusable: a run can do without.
    private func sts(beside configuration: AWSConfiguration, _ overrides: AWSOverrides) -> AWSConfiguration? {
        do throws(AWSConfigurationError) {
            return try configuration.stsConfiguration(
                environment: environment,
                files: LocalFileReader(),
                overrides: overrides
            )
        } catch {
            logger.notice("STS is not asked whose the credentials are: \(error)")
            return nil
        }
    }

    /// The limits of a command's calls.
    func limits(_ trustStore: TrustStore, _ proxies: ProxySettings) -> HTTPTransportConfiguration {
        var limits = HTTPTransportConfiguration(connections: concurrency)
        limits.connectTimeout = options.connectTimeout
        limits.readTimeout = options.readTimeout
        // An answer that comes piece by piece is never silent for long: the whole call has an end of its own.
        limits.callTimeout = options.connectTimeout + options.readTimeout
        limits.trustStore = trustStore
        limits.proxies = proxies
        return limits
    }

    /// Opens the connections, gets credentials, and runs the body with a client.
    private func withClient<Output: Sendable>(
        _ configuration: AWSConfiguration,
        sts: AWSConfiguration?,
        _ stopRequest: StopRequest,
        _ body: (LoggedService, ServicePlace) async throws -> Output,
        credentials: (AsyncHTTPClientTransport) -> CredentialCache
    ) async throws -> Output {
        log(configuration)
        let limits = limits(configuration.trustStore, configuration.proxies)
        return try await AsyncHTTPClientTransport.withTransport(limits) { transport in
            let knownLoops = KnownLoops()
            let credentials = PinnedCredentials(
                credentials(transport),
                witnesses: witnesses(knownLoops, configuration, sts: sts, transport),
                evidence: knownLoops,
                uptime: CallEnvironment.process.uptime
            )
            let account = try await stopRequest.cancelling {
                try await self.withinDeadline { try await self.check(credentials, knownLoops, stopRequest) }
            }
            let client = A2IRuntimeClient(
                configuration: configuration,
                credentials: credentials,
                tools: CallTools(transport, .process, .loopsweep),
                knownLoops: knownLoops
            )
            let place = ServicePlace(
                account: account.account,
                region: configuration.region,
                endpoint: configuration.endpoint.shown,
                isSimulated: options.fleet != nil
            )
            return try await body(LoggedService(service: client, logger: logger, account: account), place)
        }
    }

    private func log(_ configuration: AWSConfiguration) {
        logger.info(
            """
            calling \(configuration.endpoint) (\(configuration.endpointSource)) \
            in \(configuration.region) (\(configuration.regionSource))
            """
        )
        for note in configuration.calls.remarks + configuration.calls.notes { logger.notice("\(note)") }
    }

    /// What tells whose keys are: STS where it may be asked, and the service itself about loops that are known.
    private func witnesses(
        _ knownLoops: KnownLoops,
        _ configuration: AWSConfiguration,
        sts: AWSConfiguration?,
        _ transport: AsyncHTTPClientTransport
    ) -> [any AccountWitness] {
        let tools = CallTools(transport, .process, .loopsweep)
        let ofLoops = KnownLoopWitness(knownLoops, configuration: configuration, tools: tools)
        guard let sts else { return [ofLoops] }
        return [STSWitness(configuration: sts, tools: tools), ofLoops]
    }

    private func withinDeadline<Output: Sendable>(
        _ work: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        guard let deadline else { return try await work() }
        return try await withThrowingTaskGroup(of: Output?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await CallEnvironment.process.sleep(deadline)
                return nil
            }
            defer { group.cancelAll() }
            guard let output = try await group.next() ?? nil else {
                throw CommandFailure(
                    .temporary,
                    "the deadline passed before there were credentials; nothing was called"
                )
            }
            return output
        }
    }

    /// Gets credentials before anything else is done: without them no loop could be looked at.
    ///
    /// Returns the account that they are of, to which the command is bound from here on.
    private func check(
        _ credentials: PinnedCredentials,
        _ knownLoops: KnownLoops,
        _ stopRequest: StopRequest
    ) async throws(CommandFailure) -> CallerAccount {
        do {
            let provided = try await credentials.credentials()
            logger.info("signing with credentials from \(provided.source)")
            let account = try await credentials.account()
            logger.info("the credentials are of account \(account ?? "unknown")")
            return CallerAccount(
                account: account,
                callerARN: credentials.callerARN,
                keyDigest: String(ContentDigest.hexadecimal(of: Array(provided.keys.accessKeyID.utf8)).prefix(16)),
                credentials: credentials,
                knownLoops: knownLoops
            )
        } catch {
            if let signal = stopRequest.signal {
                throw CommandFailure(signal.exitCode, "ended before the service was called")
            }
            throw CommandFailure(error)
        }
    }
}
