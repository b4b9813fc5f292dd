@testable import AWSCore
import AWSSigning
import Support
import Testing

/// Keys in the environment, with all that tools write beside them.
@Suite
struct EnvironmentCredentialsTests {
    /// Reads the keys of an environment; it is 2026-11-22T10:00:00Z.
    private func read(_ more: [String: String]) async throws -> ProvidedCredentials {
        let variables = ChainWorld.keys.merging(more) { _, new in new }
        return try await EnvironmentCredentials(FetchingWorld().context(variables)).credentials()
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
            ("2026-11-22T10:00:00Z", CredentialError.Kind.refused, "the credentials in the environment expired at"),
            ("tomorrow", .configuration, "AWS_CREDENTIAL_EXPIRATION is not an ISO 8601 time: 'tomorrow'"),
        ]
    )
    func expired(_ text: String, _ kind: CredentialError.Kind, _ words: String) async throws {
        let error = try await #require(throws: CredentialError.self) {
            try await read(["AWS_CREDENTIAL_EXPIRATION": text])
        }
        #expect(error.kind == kind)
        #expect(error.description.hasPrefix(words))
    }
}
