import AWSServices
import AWSCore
import AWSSigning
import AWSTestSupport
import HumanLoops
import Support
import TestSupport

/// The shared configuration and credentials files and environment variables: they make a configuration that requests can
/// be sent by, or an error.
///
/// An input has several parts (`FuzzedTransport`): the configuration file, the credentials file, the environment with a
/// variable on each line, and the answers to all requests.
enum AWSFileTarget {
    /// The most variables of an environment that are read.
    private static let variableLimit = 20

    /// Finds the configuration and the credentials of profiles, and signs a request by them.
    static func test(_ bytes: [UInt8]) {
        let parts = FuzzedTransport.parts(of: bytes)
        let files = FuzzedFiles(config: parts[0], credentials: parts.count > 1 ? parts[1] : nil)
        let environment = AWSEnvironment(variables(in: parts.count > 2 ? parts[2] : []))
        for profile in [nil, "p", "default"] {
            let overrides = AWSOverrides(profile: profile, region: profile == "p" ? "us-east-1" : nil)
            for service in [AWSService.a2iRuntime, .sts] {
                find(service, environment, files, overrides, answers: Array(parts.dropFirst(3)))
            }
        }
    }

    /// Reads the variables of an environment.
    private static func variables(in bytes: [UInt8]) -> [String: String] {
        var variables = ["HOME": "/h", "AWS_EC2_METADATA_DISABLED": "true"]
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(variableLimit) {
            let pair = line.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            variables[String(decoding: pair[0], as: UTF8.self)] = String(decoding: pair[1], as: UTF8.self)
        }
        return variables
    }

    /// Finds the configuration of a service, and calls it.
    private static func find(
        _ service: AWSService,
        _ environment: AWSEnvironment,
        _ files: FuzzedFiles,
        _ overrides: AWSOverrides,
        answers: [[UInt8]]
    ) {
        let findings = try? ConfigurationFindings(
            service,
            environment: environment,
            files: files,
            overrides: overrides
        )
        let configuration = try? AWSConfiguration.resolve(
            service,
            environment: environment,
            files: files,
            overrides: overrides
        )
        if configuration != nil {
            expect((try? findings?.calls?.get()) != nil, "a configuration is found in one way only")
        }
        guard let configuration else { return }
        OutputCheck.header(configuration.endpoint.description)
        OutputCheck.header(configuration.region)
        // The transport checks what the configuration makes of requests.
        call(configuration, environment, files, overrides, over: FuzzedTransport(answers))
    }

    /// Signs a request with the credentials that are found, and with others.
    private static func call(
        _ configuration: AWSConfiguration,
        _ variables: AWSEnvironment,
        _ files: FuzzedFiles,
        _ overrides: AWSOverrides,
        over transport: FuzzedTransport
    ) {
        let environment = RecordingEnvironment().environment
        let userAgent = UserAgent(product: "fuzz", version: "1")
        let chain = CredentialResolver(
            environment: variables,
            overrides: overrides,
            tools: CredentialTools(
                files: files,
                writer: files,
                processes: NoProcesses(),
                calls: CallTools(transport, environment, userAgent)
            )
        )
        guard let name = HumanLoopName("a") else { return }
        VirtualTime().run {
            let found = try? await chain.credentials()
            let client = A2IRuntimeClient(
                configuration: configuration,
                credentials: found.map { StaticCredentials($0) } ?? .example(),
                tools: CallTools(transport, environment, userAgent)
            )
            _ = try? await client.describeHumanLoop(name)
        }
    }
}

/// Programs of which none can be run.
private struct NoProcesses: ProcessRunner {
    /// Fails.
    ///
    /// - Throws: `ProcessRunningError`, always.
    func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding {
        throw .failed(reason: "there is no such program")
    }
}
