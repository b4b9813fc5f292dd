import AWSCore
import AWSServices
import CleanupEngine
import CleanupManifest
import HumanLoops
import Logging
import Simulator
import YAML

/// How a command reaches the service: AWS, or a simulator inside the process.
struct ServiceConnection: Sendable {
    /// Whom to call.
    let options: CallOptions
    /// The environment variables.
    let environment: [String: String]
    /// How many calls may be in flight.
    let concurrency: Int
    /// Where the settings and the calls are logged.
    let logger: Logger
    /// Where the problems of a fleet file are shown.
    let console: Console
    /// How long credentials are waited for at the most; nil, the default, for as long as their source takes.
    var deadline: Duration?

    /// Runs a body with a service, and ends the connections, and the simulator if there is one, when it returns.
    ///
    /// - Parameters:
    ///   - target: what the manifest says of the account and region.
    ///   - stopRequest: what ends the search for credentials early.
    ///   - body: what is done with the service.
    /// - Returns: what the body returns.
    /// - Throws: `CommandFailure` when there is no way to call the service, or a signal came first; else what the body
    ///   throws.
    func withService<Output: Sendable>(
        of target: CleanupTarget,
        _ stopRequest: StopRequest,
        _ body: (LoggedService, ServicePlace) async throws -> Output
    ) async throws -> Output {
        if let connect = CommandEnvironment.current.connect {
            let service = await connect(try overrides(for: target).region)
            let place = ServicePlace(
                account: service.account,
                region: service.region,
                endpoint: service.endpoint,
                isSimulated: false
            )
            return try await body(LoggedService(service.service, logger: logger), place)
        }
        guard let fleet = options.fleet else {
            let overrides = try overrides(for: target)
            let environment = AWSEnvironment(environment)
            let configuration = try configuration(overrides)
            return try await withClient(
                configuration,
                sts: sts(beside: configuration, overrides),
                {
                    .ofProcess(environment: environment, overrides: overrides, transport: $0, logger: logger)
                },
                stopRequest,
                body
            )
        }
        return try await withSimulatedService(try InputFile(path: fleet).fleet(console), target, stopRequest, body)
    }

    /// Starts a simulator and runs the body with a client of it.
    private func withSimulatedService<Output: Sendable>(
        _ fleet: Fleet,
        _ target: CleanupTarget,
        _ stopRequest: StopRequest,
        _ body: (LoggedService, ServicePlace) async throws -> Output
    ) async throws -> Output {
        var fleet = fleet
        // A rehearsal has signatures too, also with a fleet that does not ask for any.
        if fleet.credentials == nil { fleet.credentials = .rehearsal }
        for text in options.faults { fleet.behaviour.faults.apply(try Self.faultRule(text)) }
        let started = WallClock.now()
        let loops = SimulatedHumanLoops(fleet.service(startingAt: started), now: WallClock.now)
        do {
            return try await withSimulator(
                loops,
                configuration: fleet.configuration(startingAt: started),
                clock: ContinuousClock()
            ) { simulator in
                let configuration = try AWSConfiguration.forSimulator(at: simulator.url, of: fleet)
                let keys = ProvidedCredentials(keys: fleet.credentials ?? .rehearsal, source: "the fleet")
                return try await withClient(
                    configuration,
                    sts: nil,
                    { _ in CredentialCache(StaticCredentials(keys), environment: .process) { _ in } },
                    stopRequest,
                    body
                )
            }
        } catch let error as SimulatorError {
            throw CommandFailure(.cannotWrite, "\(error)")
        }
    }

    /// Reads a fault rule of the command line.
    static func faultRule(_ text: String) throws(CommandFailure) -> FaultRule {
        do {
            return try FaultRuleGrammar.faultRule.value(of: text)
        } catch {
            throw CommandFailure(.usage, "--fault \(error.problem)\(error.help.map { "; \($0)" } ?? "")")
        }
    }

    /// What the options and the manifest decide.
    func overrides(for target: CleanupTarget) throws(CommandFailure) -> AWSOverrides {
        if let wanted = target.region, let given = options.region, wanted != given {
            throw CommandFailure(
                .wrongTarget,
                "--region is '\(given)', but the manifest's target.region is '\(wanted)'"
            )
        }
        return AWSOverrides(
            profile: options.profile,
            region: options.region ?? target.region,
            endpointURL: options.endpointURL
        )
    }

    /// Looks up where to call.
    private func configuration(_ overrides: AWSOverrides) throws(CommandFailure) -> AWSConfiguration {
        do {
            let configuration = try AWSConfiguration.resolve(
                .a2iRuntime,
                environment: AWSEnvironment(environment),
                files: LocalFileReader(),
                overrides: overrides
            )
            try configuration.checkNetwork()
            return configuration
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Finds where STS may be asked whose the credentials are.
    ///
    /// - Returns: nil when it may not be asked, or its settings cannot be: a run can do without.
    private func sts(beside configuration: AWSConfiguration, _ overrides: AWSOverrides) -> AWSConfiguration? {
        do throws(AWSConfigurationError) {
            return try configuration.stsConfiguration(
                environment: AWSEnvironment(environment),
                files: LocalFileReader(),
                overrides: overrides
            )
        } catch {
            logger.notice("STS is not asked whose the credentials are: \(error)")
            return nil
        }
    }

    /// Does work for as long as the deadline allows.
    ///
    /// - Throws: `CommandFailure` when it is over; else what the work throws.
    private func withinDeadline<Output: Sendable>(
        _ work: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        guard let deadline else { return try await work() }
        return try await withThrowingTaskGroup(of: Output?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await CallSurroundings.process.sleep(deadline)
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
    /// - Returns: the account that they are of, to which the command is bound from here on.
    /// - Throws: `CommandFailure` when there are none, or a signal came first.
    private func check(
        _ credentials: PinnedCredentials,
        _ knownLoops: KnownLoops,
        _ stopRequest: StopRequest
    ) async throws(CommandFailure) -> RunAccount {
        do {
            let provided = try await credentials.credentials()
            logger.info("signing with credentials from \(provided.source)")
            let account = try await credentials.account()
            logger.info("the credentials are of account \(account ?? "unknown")")
            return RunAccount(
                account: account,
                keyDigest: RunAccount.digest(of: provided.keys),
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

    /// Those who are asked whose keys are: STS where it may be, and the service itself about loops that are known.
    private func witnesses(
        _ knownLoops: KnownLoops,
        _ configuration: AWSConfiguration,
        sts: AWSConfiguration?,
        _ transport: AsyncHTTPClientTransport
    ) -> [any AccountWitness] {
        var witnesses: [any AccountWitness] = []
        if let sts {
            witnesses.append(
                STSWitness(
                    configuration: sts,
                    transport: transport,
                    environment: .process,
                    userAgent: .loopsweep
                )
            )
        }
        witnesses.append(
            KnownLoopWitness(
                knownLoops,
                configuration: configuration,
                transport: transport,
                environment: .process,
                userAgent: .loopsweep
            )
        )
        return witnesses
    }

    /// Opens the connections and runs the body with a client.
    private func withClient<Output: Sendable>(
        _ configuration: AWSConfiguration,
        sts: AWSConfiguration?,
        _ credentials: (AsyncHTTPClientTransport) -> CredentialCache,
        _ stopRequest: StopRequest,
        _ body: (LoggedService, ServicePlace) async throws -> Output
    ) async throws -> Output {
        logger.info(
            """
            calling \(configuration.endpoint) (\(configuration.endpointSource)) \
            in \(configuration.region) (\(configuration.regionSource))
            """
        )
        for note in configuration.calls.notes { logger.notice("\(note)") }
        let limits = HTTPTransportConfiguration(configuration, options, concurrency: concurrency)
        return try await AsyncHTTPClientTransport.withTransport(limits) { transport in
            let knownLoops = KnownLoops()
            let credentials = PinnedCredentials(
                credentials(transport),
                witnesses: witnesses(knownLoops, configuration, sts: sts, transport),
                evidence: knownLoops,
                uptime: CallSurroundings.process.uptime
            )
            let account = try await stopRequest.cancelling {
                try await self.withinDeadline { try await self.check(credentials, knownLoops, stopRequest) }
            }
            let client = A2IRuntimeClient(
                configuration: configuration,
                credentials: credentials,
                transport: transport,
                environment: .process,
                userAgent: .loopsweep,
                knownLoops: knownLoops
            )
            let place = ServicePlace(
                account: account.account,
                region: configuration.region,
                endpoint: configuration.endpoint.shown,
                isSimulated: options.fleet != nil
            )
            return try await body(LoggedService(client, logger: logger, account: account), place)
        }
    }
}
