import AWSServices
import AWSCore
import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops

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
            let credentials = CredentialsCache.ofProcess(
                environment: AWSEnvironment(connection.environment),
                overrides: overrides,
                transport: transport,
                logger: connection.logger
            )
            let provided = await Self.result { () async throws(CredentialsError) in
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
