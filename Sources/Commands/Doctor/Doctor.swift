import AWSCore
import AWSServices
import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops
import Support

/// Looks at everything that a command needs to reach the service, one thing after the other.
struct Doctor: Sendable {
    let connection: ServiceConnection
    /// The account and region that a manifest asks for.
    let target: CleanupTarget
    /// Whether STS and the service are asked, or only the settings looked at.
    let asksAWS: Bool

    /// Returns a finding for each subject, in their order.
    func examine() async throws -> DoctorReport {
        let overrides = try connection.overrides(for: target)
        let settings: ConfigurationFindings
        do throws(AWSConfigurationError) {
            settings = try ConfigurationFindings(
                .a2iRuntime,
                environment: connection.environment,
                files: LocalFileReader(),
                overrides: overrides
            )
        } catch {
            return Self.report([Finding(.profile, problem: error.description, CommandFailure(error).exitCode)])
        }
        let ofSettings = Self.findings(of: settings)
        let limits = connection.limits(settings.trustStore, settings.proxies)
        return try await AsyncHTTPClientTransport.withTransport(limits) { transport in
            let credentials = CredentialCache.ofProcess(
                connection.environment,
                overrides,
                transport,
                connection.logger
            )
            let provided = await Self.result { () async throws(CredentialError) in
                try await credentials.credentials()
            }
            var findings = ofSettings + [Finding(credentials: provided, now: WallClock.now())]
            if let obstacle = obstacle(in: findings) {
                findings += [.identity, .clock, .access].map { Finding($0, .skipped, obstacle) }
            } else {
                let told = (try? provided.get())?.accountID
                findings += try await findingsOfCalls(overrides, credentials, transport, told: told)
            }
            return Self.report(findings)
        }
    }

    /// Why STS and the service are not asked; nil when they are.
    private func obstacle(in findings: [Finding]) -> String? {
        guard asksAWS else { return "not asked (--settings-only)" }
        let problems = findings.filter { $0.verdict == .problem }.map { "'\($0.subject.rawValue)'" }
        return problems.isEmpty ? nil : "not asked because of \(problems.joined(separator: ", "))"
    }

    /// Judges the settings.
    static func findings(of settings: ConfigurationFindings) -> [Finding] {
        var findings = [
            Finding(profile: settings),
            Finding(region: settings.region, doubt: settings.regionDoubt),
            Finding(endpoint: settings.endpoint, remark: settings.endpointRemark),
            Finding(calls: settings.calls),
        ]
        let endpoint = try? settings.endpoint?.get().value
        if let endpoint { findings.append(Finding(proxy: settings.proxies.decision(for: endpoint))) }
        findings.append(Finding(certificates: settings.trustStore, isNeeded: endpoint?.scheme != .http))
        return findings
    }

    /// Asks STS whose the keys are, and the service for a loop that cannot exist; `told` is what the keys' source says.
    private func findingsOfCalls(
        _ overrides: AWSOverrides,
        _ credentials: CredentialCache,
        _ transport: AsyncHTTPClientTransport,
        told: String?
    ) async throws(CommandFailure) -> [Finding] {
        let configuration: AWSConfiguration
        let ofSTS: AWSConfiguration?
        // What is wrong with them has been found before.
        do throws(AWSConfigurationError) {
            configuration = try connection.resolve(overrides)
            ofSTS = try configuration.stsConfiguration(
                environment: connection.environment,
                files: LocalFileReader(),
                overrides: overrides,
                asksStandIns: true
            )
        } catch {
            throw CommandFailure(error)
        }
        let tools = CallTools(transport, .process, .loopsweep)
        let sts = ofSTS.map { STSClient(configuration: $0, credentials: credentials, tools: tools) }
        let identity = await Self.result { () async throws(AWSCallError) in try await sts?.callerIdentity() }
        let service = A2IRuntimeClient(configuration: configuration, credentials: credentials, tools: tools)
        let logged = LoggedService(service: service, logger: connection.logger)
        let describe = await Self.result { () async throws(HumanLoopServiceError) in
            try await logged.describeHumanLoop(Self.impossibleName)
        }
        let failure: HumanLoopServiceError? = if case .failure(let error) = describe { error } else { nil }
        return [
            Finding(
                identity: identity,
                told: told,
                expecting: target.account,
                isElsewhere: configuration.endpointSource != .rule
            ),
            Finding(clock: service.clock.difference ?? sts?.clock.difference),
            Finding(access: failure, caller: (try? identity.get())?.arn),
        ]
    }

    /// A name that no loop has: no one guesses sixteen random digits.
    private static var impossibleName: HumanLoopName {
        let digits = String(CallEnvironment.process.randomBits(), radix: 16)
        guard let name = HumanLoopName("loopsweep-doctor-\(digits)") else {
            preconditionFailure("digits may stand in a name")
        }
        return name
    }

    /// Puts findings in the order of their subjects.
    private static func report(_ findings: [Finding]) -> DoctorReport {
        let ordered = Finding.Subject.allCases.flatMap { subject in findings.filter { $0.subject == subject } }
        return DoctorReport(version: LoopsweepCommand.version, findings: ordered)
    }

    private static func result<Success, Failure: Error>(
        _ body: () async throws(Failure) -> Success
    ) async -> Result<Success, Failure> {
        do throws(Failure) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
