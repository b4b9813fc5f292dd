@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// Keys in the environment, with all that tools write beside them.
@Suite
struct EnvironmentCredentialsTests {
    /// Reads the keys of an environment; it is 2026-11-22T10:00:00Z.
    private func read(_ more: [String: String]) async throws(CredentialsError) -> ProvidedCredentials {
        try await EnvironmentCredentials(
            environment: AWSEnvironment(ChainWorld.keys.merging(more) { _, new in new }),
            surroundings: RecordingSurroundings().surroundings
        )
        .credentials()
    }

    @Test("a session token comes with its keys", arguments: ["AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"])
    func sessionToken(variable: String) async throws {
        #expect(try await read([variable: "t"]).keys.sessionToken == Secret("t"))
    }

    @Test("the account and the expiry come with the keys")
    func companions() async throws {
        let found = try await read([
            "AWS_ACCOUNT_ID": "123456789012", "AWS_CREDENTIAL_EXPIRATION": "2026-11-22T11:00:00+00:00",
        ])
        #expect(found.accountID == "123456789012")
        #expect(found.expiresAt == 1_795_345_200)
        #expect(try await read([:]).expiresAt == nil)
    }

    @Test(
        "keys that have expired, or of which that is not known, are refused",
        arguments: [
            ("2026-11-22T10:00:00Z", CredentialsError.Kind.refused, "the credentials in the environment expired at"),
            ("tomorrow", .configuration, "AWS_CREDENTIAL_EXPIRATION is no time of ISO 8601: 'tomorrow'"),
        ]
    )
    func expired(_ text: String, _ kind: CredentialsError.Kind, _ words: String) async throws {
        let error = try await #require(throws: CredentialsError.self) {
            try await read(["AWS_CREDENTIAL_EXPIRATION": text])
        }
        #expect(error.kind == kind)
        #expect(error.description.hasPrefix(words))
    }
}
