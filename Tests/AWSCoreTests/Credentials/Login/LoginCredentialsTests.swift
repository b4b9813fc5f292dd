@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Crypto
import Testing
import Support

/// A sign-in to the console, beyond the published cases; it is 10 o'clock.
@Suite
struct LoginCredentialsTests {
    /// Where the file is.
    private static let folder = "/cache"
    /// What the sign-in service answers.
    private static let renewed = ScriptedTransport.Step.answer(
        200,
        #"{"accessToken":{"accessKeyId":"NEW","secretAccessKey":"s","sessionToken":"t"},"refreshToken":"r","#
            + #""expiresIn":900}"#
    )

    /// The sign-in of profile `p`.
    private func signIn(_ world: FetchingWorld = FetchingWorld()) throws -> LoginCredentials {
        let profile = CredentialProfile(
            name: "p",
            properties: ["login_session": "arn:aws:iam::123456789012:user/me"]
        )
        let variables = [
            "AWS_LOGIN_CACHE_DIRECTORY": Self.folder, "AWS_ENDPOINT_URL_SIGNIN": "http://127.0.0.1:8080/base",
        ]
        return try #require(try LoginCredentials(profile, world.context(variables)))
    }

    /// A provider over a file whose keys expire at a moment, and its world.
    private func provider(
        expires: String,
        _ steps: [ScriptedTransport.Step],
        isReadOnly: Bool = false
    ) throws -> (LoginCredentials, FetchingWorld) {
        let key = P256.Signing.PrivateKey().pemRepresentation.replacing("\n", with: "\\n")
        let text =
            #"{"accessToken":{"accessKeyId":"OLD","secretAccessKey":"hush-secret","sessionToken":"hush-session","#
            + #""accountId":"123456789012","expiresAt":"\#(expires)","unknown":1},"clientId":"client","#
            + #""refreshToken":"hush-refresh","dpopKey":"\#(key)"}"#
        let files = MemoryFiles([try signIn().cache.path: text], isReadOnly: isReadOnly)
        let world = FetchingWorld(steps, files: files)
        return (try signIn(world), world)
    }

    @Test("the file is found by the name of the identity, in the folder that the environment names")
    func path() throws {
        let path = try signIn().cache.path
        #expect(path.hasPrefix("/cache/"))
        #expect(path.utf8.count == 7 + 64 + 5)
        let settings = try ConfigurationSources(
            environment: AWSEnvironment(["AWS_REGION": "us-east-1"]),
            files: MemoryFiles(),
            overrides: AWSOverrides()
        )
        let context = CredentialContext(settings: settings, tools: try FetchingWorld().context().tools)
        #expect(try LoginCredentials(CredentialProfile(name: "p", properties: [:]), context) == nil)
        let homeless = #expect(throws: CredentialError.self) {
            try LoginCredentials(CredentialProfile(name: "p", properties: ["login_session": "x"]), context)
        }
        #expect(homeless?.kind == .configuration)
    }

    @Test("keys are taken as they are for as long as five minutes are left, and replaced after that")
    func window() async throws {
        let (early, quiet) = try provider(expires: "2026-11-22T10:05:01Z", [])
        #expect(try await early.credentials().keys.accessKeyID == "OLD")
        #expect(quiet.lines.isEmpty)
        let (late, world) = try provider(expires: "2026-11-22T10:05:00Z", [Self.renewed])
        let provided = try await late.credentials()
        #expect(provided.keys.accessKeyID == "NEW")
        #expect(provided.accountID == "123456789012")
        #expect(provided.expiresAt == world.now + 900)
        #expect(world.lines == ["POST http://127.0.0.1:8080/base/v1/token"])
        #expect(world.files.text(of: try signIn().cache.path)?.contains(#""unknown":1"#) == true)
    }

    @Test("each attempt has a proof of its own")
    func proofs() async throws {
        let (provider, world) = try provider(expires: "2026-11-22T09:00:00Z", [.answer(503), Self.renewed])
        _ = try await provider.credentials()
        let proofs = world.transport.requests.map { $0.headersByName["dpop"] }
        #expect(proofs.count == 2 && proofs.allSatisfy { $0?.split(separator: "." as Character).count == 3 })
        #expect(proofs[0] != proofs[1])
    }

    @Test("keys that are still valid are used when there are no new ones, and a closed file is no obstacle")
    func kept() async throws {
        let (still, _) = try provider(expires: "2026-11-22T10:00:01Z", [.answer(400, "hush-refresh")])
        let provided = try await still.credentials()
        #expect(provided.keys.accessKeyID == "OLD")
        #expect(provided.source.contains("; the keys could not be renewed: the sign-in service at http://127.0.0.1"))
        #expect(!KnownSecrets.hidden(in: provided.source).contains("hush"))
        let (readOnly, _) = try provider(expires: "2026-11-22T09:00:00Z", [Self.renewed], isReadOnly: true)
        #expect(try await readOnly.credentials().source.hasSuffix("': the file system is read-only"))
    }

    @Test(
        "what the user can do is told exactly, and no secret is",
        arguments: [
            ([.answer(401, #"{"error":"TOKEN_EXPIRED","message":"m"}"#)], .refused, "the sign-in has ended: "),
            ([.answer(403, #"{"error":"USER_CREDENTIALS_CHANGED"}"#)], .refused, "the password has changed: "),
            ([.answer(403, #"{"error":"INSUFFICIENT_PERMISSIONS"}"#)], .refused, "signin:CreateOAuth2Token"),
            ([.answer(400, #"{"error":"INVALID_REQUEST","message":"hush-refresh"}"#)], .refused, "INVALID_REQUEST"),
            ([.answer(200, #"{"accessToken":{}}"#)], .refused, "an answer without keys; "),
            (Array(repeating: .answer(500), count: 3), .unreachable, "HTTP 500"),
            (Array(repeating: .trouble(.noAnswer), count: 3), .unreachable, "gave no answer"),
            ([.trouble(.cancelled)], .cancelled, "cancelled"),
        ] as [([ScriptedTransport.Step], CredentialError.Kind, String)]
    )
    func trouble(_ steps: [ScriptedTransport.Step], _ kind: CredentialError.Kind, _ words: String) async throws {
        let (provider, _) = try provider(expires: "2026-11-22T10:00:00Z", steps)
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == kind)
        #expect(error.description.contains(words))
        #expect(error.description.hasSuffix("sign in with `aws login --profile p`") == (kind == .refused))
        #expect(!KnownSecrets.hidden(in: error.description).contains("hush"))
    }
}
