@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// Asking the metadata service of an instance.
@Suite
struct InstanceMetadataCredentialsTests {
    /// The URL of the service.
    private static let service = "http://169.254.169.254/latest"
    /// What asks for a token.
    private static let token = "PUT \(service)/api/token"
    /// What asks for the name of the role.
    private static let roles = "GET \(service)/meta-data/iam/security-credentials/"
    /// What asks for the keys of the role.
    private static let keys = "\(roles)my-role"

    /// An answer with keys that expire at a moment.
    private static func answer(_ expiration: String = "2026-11-22T16:00:00Z") -> ScriptedTransport.Step {
        .answer(
            200,
            #"{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"ASIA","SecretAccessKey":"secret","Token":"session","#
                + #""Expiration":"\#(expiration)"}"#
        )
    }

    /// Asks the service of a world.
    private func ask(
        _ world: FetchingWorld,
        _ variables: [String: String] = [:]
    ) async throws -> Result<ProvidedCredentials, CredentialError> {
        await world.result(of: try InstanceMetadataCredentials(world.context(variables)))
    }

    @Test("a token, the role and its keys are asked for in turn, each within a second")
    func success() async throws {
        let world = FetchingWorld([.answer(200, "tok=="), .answer(200, "my-role\n"), Self.answer()])
        let provided = try await ask(world).get()
        #expect(provided.keys.accessKeyID == "ASIA")
        #expect(provided.keys.sessionToken?.exposed == "session")
        #expect(provided.expiresAt == 1_795_363_200)
        #expect(provided.source == "instance metadata, role 'my-role'")
        #expect(world.lines == [Self.token, Self.roles, Self.keys])
        let requests = world.transport.requests
        #expect(requests.allSatisfy { $0.timeout == .seconds(1) })
        #expect(requests[0].headersByName["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(requests.map { $0.headersByName["x-aws-ec2-metadata-token"] } == [nil, "tok==", "tok=="])
    }

    @Test("a service that is too busy is asked again, at every step")
    func retries() async throws {
        let world = FetchingWorld([
            .answer(503), .answer(200, "tok"), .answer(503), .answer(200, "my-role"), .answer(500), Self.answer(),
        ])
        _ = try await ask(world).get()
        #expect(world.lines == [Self.token, Self.token, Self.roles, Self.roles, Self.keys, Self.keys])
    }

    @Test("where nobody answers, nobody is asked twice, and the next source is")
    func silence() async throws {
        let world = FetchingWorld([.trouble(.unreachable)])
        let error = try await #require(throws: CredentialError.self) { try await ask(world).get() }
        #expect(error.kind == .absent)
        #expect(world.lines == [Self.token])
    }

    @Test("patience that was asked for is shown to silence too, and a service that was named is missed")
    func patience() async throws {
        let patient = FetchingWorld([.trouble(.noAnswer), .trouble(.noAnswer)])
        _ = try await ask(patient, ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2"])
        #expect(patient.lines.count == 2)
        let named = FetchingWorld([.trouble(.unreachable)])
        let error = try await #require(throws: CredentialError.self) {
            try await ask(named, ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://10.0.0.1/base/"]).get()
        }
        #expect(error.kind == .unreachable)
        #expect(named.lines == ["PUT http://10.0.0.1/base/latest/api/token"])
    }

    @Test("a token that is no longer taken is renewed once", arguments: [1, 2])
    func renewal(refusals: Int) async throws {
        let renewed: [ScriptedTransport.Step] = [.answer(401), .answer(200, "new"), .answer(200, "my-role")]
        let rest = refusals == 1 ? Self.answer() : .answer(401)
        let world = FetchingWorld([.answer(200, "old")] + renewed + [rest])
        let result = try await ask(world)
        #expect(world.lines == [Self.token, Self.roles, Self.token, Self.roles, Self.keys])
        #expect(world.transport.requests[4].headersByName["x-aws-ec2-metadata-token"] == "new")
        switch result {
        case .success: #expect(refusals == 1)
        case .failure(let error):
            #expect(refusals == 2)
            #expect(error.kind == .refused)
        }
    }

    @Test(
        "what the service says instead is told as what it is",
        arguments: [
            ([.answer(403)], .refused, "it is disabled for this instance"),
            ([.answer(404)], .absent, "it is not EC2's version 2"),
            ([.answer(405)], .absent, "it is not EC2's version 2"),
            ([.answer(400)], .refused, "HTTP 400"),
            ([.answer(200)], .refused, "gave no token"),
            ([.answer(200, "a b")], .refused, "gave no token"),
            ([.trouble(.cancelled)], .cancelled, "cancelled"),
            ([.answer(200, "hush"), .answer(404)], .absent, "the instance has no role"),
            ([.answer(200, "hush"), .answer(200, "\n")], .absent, "the instance has no role"),
            ([.answer(200, "hush"), .answer(200, "../x")], .refused, "as no role is named"),
            (
                [.answer(200, "hush"), .answer(200, "r"), .answer(200, #"{"Code":"Unauthorized","Message":"m"}"#)],
                .refused, "Unauthorized: m"
            ),
            ([.answer(200, "hush"), .answer(200, "r"), .answer(200, "<html>")], .refused, "no JSON"),
            (
                [.answer(200, "hush"), .answer(200, "r")] + Array(repeating: .trouble(.noAnswer), count: 4),
                .unreachable, "gave no answer"
            ),
        ] as [([ScriptedTransport.Step], CredentialError.Kind, String)]
    )
    func trouble(_ steps: [ScriptedTransport.Step], _ kind: CredentialError.Kind, _ words: String) async throws {
        let error = try await #require(throws: CredentialError.self) { try await ask(FetchingWorld(steps)).get() }
        #expect(error.kind == kind)
        #expect(error.description.contains(words))
        #expect(!error.description.contains("hush"))
    }

    @Test("keys that have expired when they are given are used for up to fifteen minutes")
    func staticStability() async throws {
        let world = FetchingWorld([.answer(200, "t"), .answer(200, "my-role"), Self.answer("2026-11-22T09:00:00Z")])
        let provided = try await ask(world).get()
        let now = world.now
        #expect(try (now + 600...now + 900).contains(#require(provided.expiresAt)))
        #expect(provided.source.hasSuffix("which gave expired keys"))
    }
}
