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

    /// The settings of profile `p`.
    private func settings() throws -> LoginSettings {
        try LoginSettings.read(
            profile: "p",
            properties: ["login_session": "arn:aws:iam::123456789012:user/me"],
            environment: AWSEnvironment(["AWS_LOGIN_CACHE_DIRECTORY": Self.folder])
        )
    }

    /// A provider over a file whose keys expire at a moment, and its world.
    private func provider(
        expires: String,
        _ steps: [ScriptedTransport.Step],
        isReadOnly: Bool = false
    ) throws -> (LoginCredentials, FetchingWorld) {
        let settings = try settings()
        let key = P256.Signing.PrivateKey().pemRepresentation.replacing("\n", with: "\\n")
        let text =
            #"{"accessToken":{"accessKeyId":"OLD","secretAccessKey":"hush-secret","sessionToken":"hush-session","#
            + #""accountId":"123456789012","expiresAt":"\#(expires)","unknown":1},"clientId":"client","#
            + #""refreshToken":"hush-refresh","dpopKey":"\#(key)"}"#
        let files = MemoryFiles([settings.tokenPath: text], isReadOnly: isReadOnly)
        let world = FetchingWorld(steps, files: files)
        let provider = LoginCredentials(
            settings,
            signIn: try #require(ServiceEndpoint("http://127.0.0.1:8080/base")),
            reader: files,
            writer: files,
            calls: world.calls
        )
        return (provider, world)
    }

    @Test("the file is found by the name of the identity, in the folder that the environment names")
    func path() throws {
        let settings = try settings()
        #expect(settings.tokenPath.hasPrefix("/cache/"))
        #expect(settings.tokenPath.utf8.count == 7 + 64 + 5)
        let none = #expect(throws: CredentialsError.self) {
            try LoginSettings.read(profile: "p", properties: [:], environment: AWSEnvironment([:]))
        }
        #expect(none?.kind == .absent)
        let homeless = #expect(throws: CredentialsError.self) {
            try LoginSettings.read(profile: "p", properties: ["login_session": "x"], environment: AWSEnvironment([:]))
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
        #expect(provided.expiresAt == world.calls.now + 900)
        #expect(world.lines == ["POST http://127.0.0.1:8080/base/v1/token"])
        #expect(world.files.text(of: try settings().tokenPath)?.contains(#""unknown":1"#) == true)
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
        ] as [([ScriptedTransport.Step], CredentialsError.Kind, String)]
    )
    func trouble(_ steps: [ScriptedTransport.Step], _ kind: CredentialsError.Kind, _ words: String) async throws {
        let (provider, _) = try provider(expires: "2026-11-22T10:00:00Z", steps)
        let error = try await #require(throws: CredentialsError.self) { try await provider.credentials() }
        #expect(error.kind == kind)
        #expect(error.description.contains(words))
        #expect(error.description.hasSuffix("sign in with `aws login --profile p`") == (kind == .refused))
        #expect(!KnownSecrets.hidden(in: error.description).contains("hush"))
    }
}
