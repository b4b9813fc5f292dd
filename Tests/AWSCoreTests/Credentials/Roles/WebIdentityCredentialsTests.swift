@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Testing

/// A role for which a token is shown.
@Suite
struct WebIdentityCredentialsTests {
    /// The environment of such a role.
    private static let variables = [
        "AWS_REGION": "eu-west-1", "AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "R",
        "AWS_ROLE_SESSION_NAME": "mine",
    ]

    @Test("a role is asked for with a token and no signature, and again when the identity provider is not reached")
    func request() async throws {
        let trouble = "<ErrorResponse><Error><Code>IDPCommunicationError</Code></Error></ErrorResponse>"
        let session = ChainWorld.session("AssumeRoleWithWebIdentity", key: "ASIA")
        let world = FetchingWorld([.answer(400, trouble), session], files: MemoryFiles(["/t": "t"]))
        let provided = try await WebIdentityCredentials(world.context(Self.variables)).credentials()
        #expect(provided.keys.accessKeyID == "ASIA")
        #expect(provided.source == "role R, by the token in '/t' (environment variable AWS_WEB_IDENTITY_TOKEN_FILE)")
        #expect(world.lines == Array(repeating: "POST https://sts.eu-west-1.amazonaws.com/", count: 2))
        for request in world.transport.requests {
            #expect(request.headersByName["authorization"] == nil)
            #expect(request.headersByName["x-amz-date"] == nil)
            #expect(request.headersByName["host"] == "sts.eu-west-1.amazonaws.com")
            #expect(request.headersByName["content-type"] == "application/x-www-form-urlencoded")
            #expect(
                String(decoding: request.body, as: UTF8.self)
                    == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=R&RoleSessionName=mine"
                    + "&WebIdentityToken=t"
            )
        }
    }

    @Test("STS is asked as often as the settings say")
    func attempts() async throws {
        let world = FetchingWorld(Array(repeating: .answer(503), count: 5), files: MemoryFiles(["/t": "t"]))
        let variables = Self.variables.merging(["AWS_MAX_ATTEMPTS": "5"]) { _, new in new }
        let provider = try WebIdentityCredentials(world.context(variables))
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == .unreachable)
        #expect(world.lines.count == 5)
    }

    @Test("an answer that is no session is not shown", arguments: ["<a>secret</a>", "secret", ""])
    func unreadable(body: String) async throws {
        let world = FetchingWorld([.answer(200, body)], files: MemoryFiles(["/t": "t"]))
        let provider = try WebIdentityCredentials(world.context(Self.variables))
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == .unreachable)
        #expect(error.description.contains("the answer of STS is not as expected: "))
        #expect(!error.description.contains("secret"))
    }
}
