import AWSCore
import AWSTestSupport

/// A client of a service that does not exist, over a transport that follows a script.
struct ClientUnderTest {
    /// The transport, which keeps the requests.
    let transport: ScriptedTransport
    /// The delays that the client waited for.
    let recording: RecordingEnvironment
    /// The client.
    let client: AWSServiceClient

    /// Makes a client over a script.
    ///
    /// - Parameters:
    ///   - steps: what each request meets.
    ///   - credentials: what gives the keys; those of the published examples by default.
    ///   - endpointURL: the endpoint in place of the service's own.
    ///   - variables: the environment.
    ///   - environment: the time and the delays.
    ///   - timeLimit: the longest time for one call.
    ///   - uptime: the time that limits are measured with; that of the environment by default.
    /// - Throws: `AWSConfigurationError` when a variable cannot be.
    init(
        _ steps: [ScriptedTransport.Step],
        credentials: (any CredentialProvider)? = nil,
        endpointURL: String? = nil,
        variables: [String: String] = [:],
        environment: RecordingEnvironment = RecordingEnvironment(),
        timeLimit: Duration? = nil,
        uptime: (@Sendable () -> Duration)? = nil
    ) throws {
        let service = AWSService(endpointPrefix: "p", configurationKey: "p", signingName: "signing")
        let configuration = try AWSConfiguration.example(service, endpointURL: endpointURL, variables: variables)
        let example = StaticCredentials.example(sessionToken: variables["AWS_SESSION_TOKEN"])
        let provider: any CredentialProvider = credentials ?? example
        transport = ScriptedTransport(steps)
        recording = environment
        var world = environment.environment
        if let uptime { world.uptime = uptime }
        client = AWSServiceClient(
            service,
            settings: configuration.calls,
            credentials: provider,
            tools: CallTools(transport, world, UserAgent(product: "loop sweep", version: "1.2")),
            timeLimit: timeLimit
        )
    }

    /// Makes a call.
    func call(_ scope: RetryScope, _ condition: SendCondition? = nil) async -> Result<HTTPResponse, AWSCallError> {
        let request = AWSRequest(
            .post,
            segments: ["a b", "c"],
            query: [("k", "ü"), ("n", nil)],
            body: [1],
            retryScope: scope,
            condition: condition
        )
        do {
            return .success(try await client.call(request))
        } catch {
            return .failure(error)
        }
    }

    /// The values of one header in all requests so far.
    func values(of header: String) -> [String?] {
        transport.requests.map { $0.headersByName[header] }
    }
}
