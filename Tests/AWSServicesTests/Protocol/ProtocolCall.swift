import AWSCore
import AWSTestSupport

/// A client of any service over a transport that follows a script.
struct ProtocolCall {
    /// The transport, which keeps the request.
    let transport: ScriptedTransport
    /// The client.
    let client: AWSServiceClient

    /// Makes a client over a script of one step.
    ///
    /// - Throws: `AWSConfigurationError` when the endpoint cannot be.
    init(_ step: ScriptedTransport.Step, endpointURL: String? = nil) throws {
        let service = AWSService(endpointPrefix: "x", configurationKey: "x", signingName: "x")
        let configuration = try AWSConfiguration.example(service, endpointURL: endpointURL)
        transport = ScriptedTransport([step])
        client = AWSServiceClient(
            service,
            settings: configuration.calls,
            credentials: StaticCredentials.example(),
            tools: CallTools(
                transport,
                RecordingEnvironment().environment,
                UserAgent(product: "protocol", version: "1")
            )
        )
    }
}
