import AWSServices
import AWSCore
import CleanupReport
import HumanLoops

/// The calls of a look: who am I, and may I.
struct DoctorCalls: Sendable {
    /// What the command line and the manifest decide.
    let overrides: AWSOverrides
    /// What gives the keys to sign with.
    let credentials: CredentialCache
    /// What carries requests.
    let transport: AsyncHTTPClientTransport

    /// Asks STS and the service.
    ///
    /// - Parameters:
    ///   - connection: where the settings come from.
    ///   - account: the account that the manifest is for; nil when it does not say.
    ///   - told: the account that the source of the credentials tells; nil when it does not.
    /// - Returns: what they say, and how right the clock is.
    /// - Throws: `CommandFailure` when the settings of STS cannot be.
    func findings(
        _ connection: ServiceConnection,
        account: String?,
        told: String?
    ) async throws(CommandFailure) -> [Finding] {
        let (configuration, stsConfiguration) = try configurations(connection)
        let sts = stsConfiguration.map { configuration in
            STSClient(
                configuration: configuration,
                credentials: credentials,
                transport: transport,
                environment: .process,
                userAgent: .loopsweep
            )
        }
        let identity = await Doctor.result { () async throws(AWSCallError) in try await sts?.callerIdentity() }
        let service = A2IRuntimeClient(
            configuration: configuration,
            credentials: credentials,
            transport: transport,
            environment: .process,
            userAgent: .loopsweep
        )
        let failure = await failure(of: LoggedService(service, logger: connection.logger))
        return [
            Finding(identity: identity, told: told, expecting: account),
            Finding(clock: service.clock.difference ?? sts?.clock.difference),
            Finding(access: failure, caller: (try? identity.get())?.arn),
        ]
    }

    /// Looks at a loop that cannot exist.
    ///
    /// - Returns: why the look failed; nil when it did not.
    private func failure(of service: some HumanLoopService) async -> HumanLoopServiceError? {
        do throws(HumanLoopServiceError) {
            _ = try await service.describeHumanLoop(Self.impossibleName)
            return nil
        } catch {
            return error
        }
    }

    /// A name that no loop has: no one guesses sixteen random digits.
    private static var impossibleName: HumanLoopName {
        let digits = String(CallSurroundings.process.randomBits(), radix: 16)
        guard let name = HumanLoopName("loopsweep-doctor-\(digits)") else {
            preconditionFailure("digits may stand in a name")
        }
        return name
    }

    /// The configurations of the service and of STS, where that may be asked; what is wrong has been found before.
    private func configurations(
        _ connection: ServiceConnection
    ) throws(CommandFailure) -> (service: AWSConfiguration, sts: AWSConfiguration?) {
        let environment = AWSEnvironment(connection.environment)
        let files = LocalFileReader()
        do throws(AWSConfigurationError) {
            let service = try AWSConfiguration.resolve(
                .a2iRuntime,
                environment: environment,
                files: files,
                overrides: overrides
            )
            let sts = try service.stsConfiguration(
                environment: environment,
                files: files,
                overrides: overrides,
                asksStandIns: true
            )
            return (service, sts)
        } catch {
            throw CommandFailure(error)
        }
    }
}
