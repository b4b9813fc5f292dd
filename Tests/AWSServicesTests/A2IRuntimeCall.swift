import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import TestSupport
import Testing

/// A client over a transport that follows a script.
struct A2IRuntimeCall {
    /// The name that the tests ask for.
    static let name = "dup-000017"

    /// The transport.
    let transport: ScriptedTransport
    /// The delays that the client waited for.
    let recording = RecordingEnvironment()
    /// The client.
    let client: A2IRuntimeClient

    /// Makes a client over a script.
    ///
    /// - Throws: `AWSConfigurationError` when the region or the endpoint cannot be.
    init(
        _ steps: ScriptedTransport.Step...,
        region: String = "us-east-1",
        endpointURL: String? = nil,
        sessionToken: String? = nil
    ) throws {
        transport = ScriptedTransport(steps)
        let configuration = try AWSConfiguration.example(.a2iRuntime, region: region, endpointURL: endpointURL)
        client = A2IRuntimeClient(
            configuration: configuration,
            credentials: StaticCredentials.example(sessionToken: sessionToken),
            tools: CallTools(transport, recording.environment, UserAgent(product: "loopsweep", version: "1"))
        )
    }

    /// Calls an operation for a name or a query.
    ///
    /// - Returns: nil for a success, else its error.
    func error(
        of operation: HumanLoopOperation,
        name: String = Self.name,
        query: HumanLoopQuery = HumanLoopQuery(flowDefinitionARN: "arn"),
        permit: SendPermit = .unlimited
    ) async throws -> HumanLoopServiceError? {
        let name = try #require(HumanLoopName(name))
        do throws(HumanLoopServiceError) {
            switch operation {
            case .describe: _ = try await client.describeHumanLoop(name)
            case .list: _ = try await client.listHumanLoops(query)
            case .stop: _ = try await client.stopHumanLoop(name, permit)
            case .delete: _ = try await client.deleteHumanLoop(name, permit)
            }
            return nil
        } catch {
            return error
        }
    }
}
