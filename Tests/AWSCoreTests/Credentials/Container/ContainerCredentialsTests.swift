@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// Asking the agent of a container.
@Suite
struct ContainerCredentialsTests {
    /// An answer with credentials.
    private static let answer = #"""
        {"RoleArn":"arn:aws:iam::123456789012:role/r","AccessKeyId":"ASIA","SecretAccessKey":"secret",
        "Token":"session","AccountId":"123456789012","Expiration":"2009-02-13T23:31:30Z"}
        """#

    /// A provider in a world.
    private func provider(
        _ world: FetchingWorld,
        uri: String = "/v2/credentials/52b19262-e5a1-4c6f-9ab1-0f2d4e5b6a7c",
        _ more: [String: String] = [:]
    ) throws -> ContainerCredentials {
        var variables = ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": uri]
        variables.merge(more) { _, new in new }
        return try ContainerCredentials(world.context(variables))
    }

    @Test("the agent is asked for JSON with two seconds of patience, and its answer is read whole")
    func success() async throws {
        let world = FetchingWorld([.answer(200, Self.answer)])
        let provided = try await provider(world, uri: "/c?a=1").credentials()
        #expect(provided.keys.accessKeyID == "ASIA")
        #expect(provided.keys.secretAccessKey.exposed == "secret")
        #expect(provided.keys.sessionToken?.exposed == "session")
        #expect(provided.expiresAt == 1_234_567_890)
        #expect(provided.accountID == "123456789012")
        #expect(provided.source == "container, from http://169.254.170.2")
        let request = try #require(world.transport.requests.first)
        #expect(world.lines == ["GET http://169.254.170.2/c?a=1"])
        #expect(request.timeout == .seconds(2))
        #expect(request.headersByName["accept"] == "application/json")
        #expect(request.headersByName["authorization"] == nil)
    }

    @Test("an account that the agent writes as a number has its zeros")
    func account() async throws {
        let text = Self.answer.replacing("\"123456789012\"", with: "12345678901")
        let world = FetchingWorld([.answer(200, text)])
        #expect(try await provider(world).credentials().accountID == "012345678901")
    }

    @Test("the file of the token is read anew for every call")
    func rotation() async throws {
        let files = MemoryFiles(["/token": "first"])
        let world = FetchingWorld([.answer(200, Self.answer), .answer(200, Self.answer)], files: files)
        let provider = try provider(world, ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token"])
        _ = try await provider.credentials()
        try files.replace("/token", with: Array("second".utf8))
        _ = try await provider.credentials()
        #expect(world.transport.requests.map { $0.headersByName["authorization"] } == ["first", "second"])
    }

    @Test(
        "a token that no header may hold is refused before anything is sent, and is not told",
        arguments: [
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush\r\nx: y"],
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush\u{7F}hush"],
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/line"],
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/empty"],
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/closed"],
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/absent"],
        ]
    )
    func badToken(_ variables: [String: String]) async throws {
        let world = FetchingWorld(files: MemoryFiles(["/line": "hush\n", "/closed": nil, "/empty": ""]))
        let provider = try provider(world, variables)
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == .configuration)
        #expect(!error.description.contains("hush"))
        #expect(error.description.hasPrefix("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
        #expect(world.lines.isEmpty)
    }

    @Test("an agent that is busy or silent is asked three times")
    func retries() async throws {
        let world = FetchingWorld([.trouble(.noAnswer), .answer(503), .answer(200, Self.answer)])
        _ = try await provider(world).credentials()
        let delays = world.recording.delays
        #expect(delays.count == 2)
        #expect(delays.allSatisfy { $0 > .milliseconds(900) && $0 <= .seconds(2) })
        let silent = FetchingWorld(Array(repeating: .trouble(.unreachable), count: 4))
        let provider = try provider(silent)
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == .unreachable)
        #expect(silent.lines.count == 3)
    }

    @Test(
        "an answer without credentials is refused, and its secrets are not told",
        arguments: [
            (400, #"{"code":"InvalidIdToken","message":"52b19262-e5a1-4c6f-9ab1-0f2d4e5b6a7c hush-hush-hush"}"#),
            (200, ""), (200, "[]"), (200, #"{"AccessKeyId":"hush"}"#),
            (200, #"{"AccessKeyId":"a","SecretAccessKey":"hush-hush","Token":"hush hush"}"#),
            (200, #"{"AccessKeyId":"a","SecretAccessKey":"hush-hush","Token":"t","Expiration":"soon"}"#),
        ] as [(Int, String)]
    )
    func refusals(_ status: Int, _ body: String) async throws {
        let world = FetchingWorld([.answer(status, body)])
        let provider = try provider(world, ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush-hush-hush"])
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == .refused)
        #expect(error.description.hasPrefix("the container's credentials agent at http://169.254.170.2 "))
        let shown = KnownSecrets.hidden(in: error.description)
        #expect(!shown.contains("hush") && !shown.contains("52b19262"))
    }
}
