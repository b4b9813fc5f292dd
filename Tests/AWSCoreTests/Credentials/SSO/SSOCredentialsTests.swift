@testable import AWSCore
import AWSSigning
import AWSTestSupport
import FoundationEssentials
import Support
import Testing

/// A single sign-on; it is 10 o'clock.
@Suite
struct SSOCredentialsTests {
    /// Where the token of the session is.
    private static let path = "/h/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json"
    /// Where the token of the profile without a session is.
    private static let legacyPath = "/h/.aws/sso/cache/55ef7a9cf0faa7e6830be02dd04fb62b1c3c5000.json"
    /// The section of the session.
    private static let config =
        "[sso-session dev]\nsso_region = us-east-1\nsso_start_url = https://d.awsapps.com/start\n"
    /// What asks for a token.
    private static let renewal = "POST https://oidc.us-east-1.amazonaws.com/token"
    /// What asks for the keys of the role.
    private static let portal =
        "GET https://portal.sso.us-east-1.amazonaws.com/federation/credentials"
        + "?role_name=Sample%2FRole&account_id=012345678910"
    /// What the portal answers.
    private static let keys = ScriptedTransport.Step.answer(
        200,
        #"{"roleCredentials":{"accessKeyId":"ASIA","secretAccessKey":"secret","sessionToken":"session","#
            + #""expiration":1795363200999}}"#
    )
    /// What the OIDC service answers.
    private static let renewed = ScriptedTransport.Step.answer(
        200,
        #"{"accessToken":"new-token","expiresIn":3600,"refreshToken":"new-refresh","tokenType":"Bearer"}"#
    )

    /// The text of a token's file.
    private static func file(expires: String, registration: String = "2026-12-01T00:00:00Z") -> String {
        #"{"accessToken":"old-access-token","clientId":"client","clientSecret":"hush-secret","expiresAt":"\#(expires)","#
            + #""refreshToken":"hush-refresh","registrationExpiresAt":"\#(registration)","unknown":{"kept":[1]}}"#
    }

    /// A provider over the session's file, or over one without a session.
    private func provider(
        _ world: FetchingWorld,
        hasSession: Bool = true
    ) throws -> SSOCredentials {
        let place = ["sso_region": "us-east-1", "sso_start_url": "https://d.awsapps.com/start"]
        var properties = ["sso_account_id": "012345678910", "sso_role_name": "Sample/Role"]
        properties.merge(hasSession ? ["sso_session": "dev"] : place) { old, _ in old }
        let profile = CredentialProfile(name: "p", properties: properties)
        return try #require(try SSOCredentials(profile, world.context(["AWS_REGION": "eu-west-1"])))
    }

    /// A world with the session's file, and the same file where the profile without a session looks.
    private func world(
        _ steps: [ScriptedTransport.Step],
        file: String,
        isReadOnly: Bool = false
    ) throws -> FetchingWorld {
        let texts = [Self.path: file, Self.legacyPath: file, "/h/.aws/config": Self.config]
        let files = MemoryFiles(texts, isReadOnly: isReadOnly)
        return FetchingWorld(steps, files: files)
    }

    @Test("a token that is valid for long is presented as it is")
    func valid() async throws {
        let text = Self.file(expires: "2026-11-22T10:15:00Z")
        let world = try world([Self.keys], file: text)
        let provided = try await provider(world).credentials()
        #expect(provided.keys.accessKeyID == "ASIA")
        #expect(provided.keys.sessionToken?.exposed == "session")
        #expect(provided.expiresAt == 1_795_363_200)
        #expect(provided.accountID == "012345678910")
        #expect(provided.source == "profile 'p', sso-session 'dev', role 'Sample/Role' in 012345678910")
        #expect(world.lines == [Self.portal])
        #expect(world.transport.requests[0].headersByName["x-amz-sso_bearer_token"] == "old-access-token")
        #expect(world.files.text(of: Self.path) == text)
    }

    @Test(
        "a token that is about to expire, or has, is renewed and kept beside what the file holds otherwise",
        arguments: ["2026-11-22T10:14:59Z", "2020-01-01T00:00:00UTC"]
    )
    func renewed(_ expires: String) async throws {
        let world = try world([Self.renewed, Self.keys], file: Self.file(expires: expires))
        _ = try await provider(world).credentials()
        #expect(world.lines == [Self.renewal, Self.portal])
        let body = String(decoding: world.transport.requests[0].body, as: UTF8.self)
        #expect(
            body == #"{"clientId":"client","clientSecret":"hush-secret","grantType":"refresh_token","#
                + #""refreshToken":"hush-refresh"}"#
        )
        #expect(world.transport.requests[1].headersByName["x-amz-sso_bearer_token"] == "new-token")
        #expect(
            world.files.text(of: Self.path)
                == #"{"accessToken":"new-token","clientId":"client","clientSecret":"hush-secret","#
                + #""expiresAt":"2026-11-22T11:00:00Z","refreshToken":"new-refresh","region":"us-east-1","#
                + #""registrationExpiresAt":"2026-12-01T00:00:00Z","startUrl":"https://d.awsapps.com/start","#
                + #""unknown":{"kept":[1]}}"#
        )
    }

    @Test("a renewal without a new refresh token keeps the old one, and a file that cannot be written is no obstacle")
    func kept() async throws {
        let answer = ScriptedTransport.Step.answer(200, #"{"accessToken":"new-token","expiresIn":3600}"#)
        let world = try world([answer, Self.keys], file: Self.file(expires: "2026-11-22T09:00:00Z"))
        _ = try await provider(world).credentials()
        #expect(world.files.text(of: Self.path)?.contains(#""refreshToken":"hush-refresh""#) == true)
        let readOnly = try self.world(
            [answer, Self.keys],
            file: Self.file(expires: "2026-11-22T09:00:00Z"),
            isReadOnly: true
        )
        let provided = try await provider(readOnly).credentials()
        #expect(
            provided.source.hasSuffix(
                "; the renewed token could not be kept in '\(Self.path)': the file system is read-only"
            )
        )
    }

    @Test("a token that is still valid is presented when no new one is given")
    func failedRenewal() async throws {
        let refusal = ScriptedTransport.Step.answer(
            400,
            #"{"error":"invalid_grant","error_description":"hush-refresh is spent"}"#
        )
        let world = try world([refusal, Self.keys], file: Self.file(expires: "2026-11-22T10:00:01Z"))
        let provided = try await provider(world).credentials()
        #expect(world.transport.requests[1].headersByName["x-amz-sso_bearer_token"] == "old-access-token")
        #expect(provided.source.contains("; the token could not be renewed: the OIDC service"))
        #expect(!KnownSecrets.hidden(in: provided.source).contains("hush"))
    }

    @Test("a token that another program renewed meanwhile is presented")
    func overtaken() async throws {
        let other = Self.file(expires: "2026-11-22T11:00:00Z").replacing("old-access-token", with: "their-token")
        let file = Self.file(expires: "2026-11-22T09:00:00Z")
        let files = MemoryFiles([Self.path: file, "/h/.aws/config": Self.config])
        let world = FetchingWorld([.answer(400, #"{"error":"invalid_grant"}"#), Self.keys], files: files)
        let overtaking = OvertakingFiles(files, path: Self.path, text: other)
        let profile = CredentialProfile(
            name: "p",
            properties: ["sso_account_id": "1", "sso_role_name": "r", "sso_session": "dev"]
        )
        let context = try world.context(reader: overtaking)
        _ = try await #require(try SSOCredentials(profile, context)).credentials()
        #expect(world.transport.requests[1].headersByName["x-amz-sso_bearer_token"] == "their-token")
    }

    /// A row: the file, what is answered, whether there is a session, and what is told.
    struct Row: Sendable, CustomTestStringConvertible {
        /// What the row shows.
        var testDescription: String
        /// The text of the file.
        var file: String
        /// What is answered.
        var steps: [ScriptedTransport.Step] = []
        /// Whether the profile names a session.
        var hasSession = true
        /// What kind of trouble it is.
        var kind = CredentialError.Kind.refused
        /// What is told, in its parts.
        var words: [String]
    }

    /// What signs in.
    private static let command = "sign in with `aws sso login --profile p`"
    /// The file of a token that has expired.
    private static let expired = file(expires: "2026-11-22T10:00:00Z")

    @Test(
        "what the user can do is told exactly, and no secret is",
        arguments: [
            Row(testDescription: "no file", file: "", words: ["no JSON object", command]),
            Row(
                testDescription: "no token",
                file: #"{"expiresAt":"2026-11-22T11:00:00Z"}"#,
                words: ["no token", command]
            ),
            Row(testDescription: "no end", file: #"{"accessToken":"hush-x"}"#, words: ["no token", command]),
            Row(
                testDescription: "a token with a line break",
                file: #"{"accessToken":"hush-\r\nx: y","expiresAt":"2026-11-22T11:00:00Z"}"#,
                words: ["no token", command]
            ),
            Row(
                testDescription: "without a session",
                file: expired,
                hasSession: false,
                words: ["has expired; ", command]
            ),
            Row(
                testDescription: "the program is no longer known",
                file: file(expires: "2026-11-22T10:00:00Z", registration: "2026-11-22T10:00:00Z"),
                words: ["has expired; ", command]
            ),
            Row(
                testDescription: "nothing to renew with",
                file: #"{"accessToken":"hush-x","expiresAt":"2026-11-22T09:00:00Z","refreshToken":"hush-y"}"#,
                words: ["has expired; ", command]
            ),
            Row(
                testDescription: "the renewal is refused",
                file: expired,
                steps: [.answer(400, #"{"error":"invalid_grant","message":"no hush-refresh"}"#)],
                words: ["has expired and could not be renewed: ", "invalid_grant, HTTP 400", command]
            ),
            Row(
                testDescription: "the renewal gives nothing",
                file: expired,
                steps: [.answer(200, #"{"accessToken":"hush-z","expiresIn":-1}"#)],
                words: ["gave no token", command]
            ),
            Row(
                testDescription: "nobody renews",
                file: expired,
                steps: Array(repeating: .trouble(.unreachable), count: 3),
                kind: .unreachable,
                words: ["has expired and could not be renewed: ", command]
            ),
            Row(
                testDescription: "the task is cancelled",
                file: expired,
                steps: [.trouble(.cancelled)],
                kind: .cancelled,
                words: ["cancelled"]
            ),
            Row(
                testDescription: "the portal does not take the token",
                file: file(expires: "2026-11-22T12:00:00Z"),
                steps: [.answer(401, #"{"message":"old-access-token not found"}"#, headers: ["x-amzn-errortype": "U"])],
                words: ["the single sign-on portal at https://portal.sso.us-east-1.amazonaws.com answered U", command]
            ),
            Row(
                testDescription: "the role may not be taken",
                file: file(expires: "2026-11-22T12:00:00Z"),
                steps: [.answer(403, #"{"message":"No access"}"#)],
                words: ["HTTP 403: No access; may profile 'p' take role 'Sample/Role' in 012345678910?"]
            ),
            Row(
                testDescription: "the portal is down",
                file: file(expires: "2026-11-22T12:00:00Z"),
                steps: [.answer(503), .answer(500), .answer(429)],
                kind: .unreachable,
                words: ["HTTP 429"]
            ),
            Row(
                testDescription: "the portal gives no keys",
                file: file(expires: "2026-11-22T12:00:00Z"),
                steps: [.answer(200, #"{"roleCredentials":{"accessKeyId":"hush-a"}}"#)],
                words: ["without credentials"]
            ),
        ]
    )
    func trouble(_ row: Row) async throws {
        let world = try world(row.steps, file: row.file)
        let provider = try provider(world, hasSession: row.hasSession)
        let error = try await #require(throws: CredentialError.self) { try await provider.credentials() }
        #expect(error.kind == row.kind)
        for words in row.words { #expect(error.description.contains(words)) }
        let shown = KnownSecrets.hidden(in: error.description)
        #expect(!shown.contains("hush") && !shown.contains("old-access-token"))
    }
}
