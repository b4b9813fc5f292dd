@testable import AWSCore
import AWSTestSupport
import Testing

/// A client, the cache and the resolver together, when the keys in a file are replaced during a run.
@Suite
struct ReplacedKeysTests {
    /// A file with keys of a name.
    private static func file(_ key: String) -> String {
        "[default]\naws_access_key_id = \(key)\naws_secret_access_key = s\n"
    }

    @Test("keys that the service refuses are read anew, and the call is made again with the new ones")
    func followed() async throws {
        let world = ChainWorld(config: Self.file("OLD"))
        let environment = RecordingEnvironment().environment
        let cache = CredentialCache(world.resolver, environment: environment) { _ in }
        let transport = ScriptedTransport([
            .answer(200), .answer(403, #"{"__type":"ExpiredTokenException"}"#), .answer(200), .answer(200),
        ])
        let client = AWSServiceClient(
            .sts,
            settings: try AWSConfiguration.example(.sts).calls,
            credentials: cache,
            tools: CallTools(transport, environment, UserAgent(product: "test", version: "1"))
        )
        let request = AWSRequest(.delete, segments: ["a"], retryScope: .mutations)
        _ = try await client.call(request)
        try world.files.replace("/h/.aws/config", with: Array(Self.file("NEW").utf8))
        _ = try await client.call(request)
        _ = try await client.call(request)
        let keys = transport.requests.map { request in
            request.headersByName["authorization"]?.split(separator: "=" as Character)[1].prefix(3)
        }
        #expect(keys == ["OLD", "OLD", "NEW", "NEW"])
    }
}
