import ArgumentParser
import AWSCore
import AWSServices
import CleanupEngine
import CleanupManifest
import CleanupReport
import FoundationEssentials
import HumanLoops

/// `loopsweep doctor`: says who calls, where and by which way, and whether that works.
struct DoctorCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says who you are to AWS, where calls go and why, and whether they get there; changes nothing.",
        discussion: """
            Each thing that a command needs has a line with its verdict, the setting that decides it, and what to do when \
            something is wrong. The last one asks the service for a loop that cannot exist: that needs the IAM action \
            sagemaker:DescribeHumanLoop and tells whether you have it.

            Exit codes: 0 no problem, 75 the service or a source of credentials was not reached, 77 credentials or access, \
            78 configuration, or another account or region than the manifest's.
            """
    )

    /// The manifest.
    @Argument(help: "A manifest whose account and region are compared with yours.")
    var manifest: String?
    /// Whether nothing is asked of AWS.
    @Flag(help: "Looks at the settings and the credentials only: asks neither STS nor the service.")
    var settingsOnly = false
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    func run() async throws {
        try await carryOut { console in
            let reader = OptionReader(environment: ProcessInfo.processInfo.environment)
            let (output, options) = (try output.settled(reader), try calls.settled(reader))
            let target = try manifest.map { path throws(CommandFailure) in
                try DoctorTarget(manifests: InputFile(path: path, problems: output.problems).manifests(console))
            }
            let doctor = try Doctor(
                target: target ?? DoctorTarget(),
                connection: ServiceConnection(
                    options: options,
                    environment: reader.environment,
                    concurrency: 1,
                    logger: output.logger(console),
                    console: console
                ),
                callsAWS: !(try reader.isOn(settingsOnly, "settings-only"))
            )
            let stopRequest = StopRequest()
            let report = try await SignalListener.listen(console, raising: stopRequest) {
                try await stopRequest.cancelling { try await doctor.examine() }
            }
            if let signal = stopRequest.signal {
                throw CommandFailure(signal.exitCode, "ended before everything was looked at")
            }
            try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
            return report.exitCode
        }
    }
}

/// What a file of manifests says of the account and the region.
struct DoctorTarget: Sendable {
    /// The region; nil when no manifest says.
    private(set) var region: String?
    /// The account; nil when no manifest says.
    private(set) var account: String?

    /// Makes a target that says nothing.
    init() {}

    /// Takes what the manifests of a file agree on.
    ///
    /// - Throws: `CommandFailure` when they are for several regions or accounts, of which only one can be looked at.
    init(manifests: [CleanupManifest]) throws(CommandFailure) {
        region = try Self.only(manifests.map(\.target.region), "regions")
        account = try Self.only(manifests.map(\.target.account), "accounts")
    }

    /// The one value among some.
    ///
    /// - Returns: nil when there is none.
    private static func only(_ values: [String?], _ what: String) throws(CommandFailure) -> String? {
        let found = Set(values.compactMap { $0 }).sorted()
        guard found.count < 2 else {
            throw CommandFailure(
                .usage,
                "the manifests are for several \(what) (\(found.joined(separator: ", "))): have a file for each"
            )
        }
        return found.first
    }
}

/// A look at everything that stands between a command and the service, one thing after the other.
struct Doctor: Sendable {
    /// What a manifest asks for.
    let target: DoctorTarget
    /// How the service is reached.
    let connection: ServiceConnection
    /// Whether STS and the service are asked, or only the settings looked at.
    let callsAWS: Bool

    /// Puts a look together.
    ///
    /// - Throws: `CommandFailure` when it would not be AWS that is looked at.
    init(target: DoctorTarget, connection: ServiceConnection, callsAWS: Bool) throws(CommandFailure) {
        guard connection.options.fleet == nil else {
            throw CommandFailure(
                .usage,
                "doctor looks at the way to AWS: leave out --simulate, and LOOPSWEEP_SIMULATE in the environment"
            )
        }
        self.target = target
        self.connection = connection
        self.callsAWS = callsAWS
    }

    /// Looks at everything.
    ///
    /// - Returns: a finding for each subject, in their order.
    /// - Throws: `CommandFailure` when the command line contradicts the manifest.
    func examine() async throws -> DoctorReport {
        let overrides = try connection.overrides(for: CleanupTarget(account: target.account, region: target.region))
        let settings: ConfigurationFindings
        do throws(AWSConfigurationError) {
            settings = try ConfigurationFindings(
                .a2iRuntime,
                environment: AWSEnvironment(connection.environment),
                files: LocalFileReader(),
                overrides: overrides
            )
        } catch {
            return report([Finding(unusable: error)])
        }
        let ofSettings = Self.findings(of: settings)
        let limits = HTTPTransportConfiguration(
            connection.options,
            concurrency: connection.concurrency,
            trustStore: settings.trustStore,
            proxies: settings.proxies
        )
        return try await AsyncHTTPClientTransport.withTransport(limits) { transport in
            let credentials = CredentialCache.ofProcess(
                environment: AWSEnvironment(connection.environment),
                overrides: overrides,
                transport: transport,
                logger: connection.logger
            )
            let provided = await Self.result { () async throws(CredentialError) in
                try await credentials.credentials()
            }
            var findings = [Finding(credentials: provided, now: WallClock.now())]
            if let obstacle = Self.obstacle(in: ofSettings + findings, callsAWS: callsAWS) {
                findings += [.identity, .clock, .access].map { Finding($0, .skipped, obstacle) }
            } else {
                let calls = DoctorCalls(overrides: overrides, credentials: credentials, transport: transport)
                findings += try await calls.findings(
                    connection,
                    account: target.account,
                    told: (try? provided.get())?.accountID
                )
            }
            return report(ofSettings + findings)
        }
    }

    /// Why STS and the service are not asked.
    ///
    /// - Returns: nil when they are.
    private static func obstacle(in findings: [Finding], callsAWS: Bool) -> String? {
        guard callsAWS else { return "not asked (--settings-only)" }
        let problems = findings.filter { $0.verdict == .problem }.map { "'\($0.subject.rawValue)'" }
        return problems.isEmpty ? nil : "not asked because of \(problems.joined(separator: ", "))"
    }

    /// Judges the settings.
    static func findings(of settings: ConfigurationFindings) -> [Finding] {
        var findings = [
            Finding(profile: settings),
            Finding(region: settings.region),
            Finding(endpoint: settings.endpoint),
            Finding(calls: settings.calls),
        ]
        let endpoint = try? settings.endpoint?.get().value
        if let endpoint { findings.append(Finding(proxy: settings.proxies.decision(for: endpoint))) }
        findings.append(Finding(certificates: settings.trustStore, isNeeded: endpoint?.scheme != .http))
        return findings
    }

    /// Puts findings in the order of their subjects.
    private func report(_ findings: [Finding]) -> DoctorReport {
        let ordered = Finding.Subject.allCases.flatMap { subject in findings.filter { $0.subject == subject } }
        return DoctorReport(version: LoopsweepCommand.version, findings: ordered)
    }

    /// Does something and keeps how it ended.
    static func result<Success, Failure: Error>(
        _ body: () async throws(Failure) -> Success
    ) async -> Result<Success, Failure> {
        do throws(Failure) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
