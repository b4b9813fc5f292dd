import AWSSigning
import Support

/// The keys in the environment.
struct EnvironmentCredentials: CredentialSource {
    private let context: CredentialContext

    /// Takes the environment, which is read when it is asked.
    init(_ context: CredentialContext) { self.context = context }

    /// Reads the keys.
    ///
    /// - Throws: `CredentialError`, `absent` when there are none, `configuration` when there is only a half, and `refused`
    ///   when they are known to have expired: nothing that this process could do would renew them.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let environment = context.settings.environment
        let written = try ProvidedCredentials(
            id: ("AWS_ACCESS_KEY_ID", environment["AWS_ACCESS_KEY_ID"]),
            secret: ("AWS_SECRET_ACCESS_KEY", environment["AWS_SECRET_ACCESS_KEY"]),
            token: environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"],
            accountID: environment["AWS_ACCOUNT_ID"],
            writtenIn: .environment(variable: "AWS_ACCESS_KEY_ID")
        )
        guard var provided = written else {
            throw CredentialError(.absent, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")
        }
        guard let text = environment["AWS_CREDENTIAL_EXPIRATION"] else { return provided }
        guard let expiresAt = CredentialTime.seconds(text) else {
            throw CredentialError(.configuration, "AWS_CREDENTIAL_EXPIRATION is not an ISO 8601 time: '\(text)'")
        }
        guard expiresAt > context.now else {
            throw CredentialError(
                .refused,
                "the credentials in the environment expired at \(text) (AWS_CREDENTIAL_EXPIRATION); export new ones"
            )
        }
        provided.expiresAt = expiresAt
        return provided
    }
}

/// Keys that stand in a profile.
struct ProfileKeys: ProfileCredentialSource {
    let provided: ProvidedCredentials

    /// Reads the keys; nil when there are none, and an error when there is only a half or a key holds what none may hold.
    init?(_ profile: CredentialProfile, _ context: CredentialContext) throws(CredentialError) {
        let written = try ProvidedCredentials(
            id: ("aws_access_key_id", profile["aws_access_key_id"]),
            secret: ("aws_secret_access_key", profile["aws_secret_access_key"]),
            token: profile["aws_session_token"] ?? profile["aws_security_token"],
            accountID: profile["aws_account_id"],
            writtenIn: .profile(name: profile.name)
        )
        guard let written else { return nil }
        provided = written
    }

    func credentials() async throws(CredentialError) -> ProvidedCredentials { provided }
}

extension ProvidedCredentials {
    /// Takes keys as someone wrote them down, each half with the name that it stands under.
    ///
    /// Nil when neither half is there, and an error when only one is.
    fileprivate init?(
        id: (name: String, value: String?),
        secret: (name: String, value: String?),
        token: String?,
        accountID: String?,
        writtenIn source: SettingSource
    ) throws(CredentialError) {
        if id.value == nil, secret.value == nil { return nil }
        guard id.value != nil else {
            throw CredentialError(.configuration, "\(id.name) is missing beside \(secret.name) (\(source))")
        }
        guard secret.value != nil else {
            throw CredentialError(.configuration, "\(secret.name) is missing beside \(id.name) (\(source))")
        }
        let parts = [id, secret, (name: "the session token", value: token)]
        if let quoted = parts.first(where: { $0.value?.isQuoted ?? false }) {
            throw CredentialError(
                .configuration,
                "\(quoted.name) begins and ends with a quote, which is no part of a key (\(source)): remove the quotes"
            )
        }
        guard let keys = AWSCredentials(given: id.value, secret.value, token) else {
            throw CredentialError(.configuration, "the AWS keys hold characters that keys never hold (\(source))")
        }
        self.init(keys: keys, accountID: accountID, source: "\(source)")
        isAccountWritten = accountID != nil
    }
}

extension AWSCredentials {
    /// Takes keys as a source gave them; nil when a half is absent or empty, or one holds what no header may hold.
    init?(given accessKeyID: String?, _ secretAccessKey: String?, _ sessionToken: String?) {
        guard let accessKeyID, let secretAccessKey, !accessKeyID.isEmpty, !secretAccessKey.isEmpty,
            [accessKeyID, secretAccessKey, sessionToken ?? ""].allSatisfy(\.isPrintable)
        else { return nil }
        self.init(
            accessKeyID: accessKeyID,
            secretAccessKey: Secret(secretAccessKey),
            sessionToken: sessionToken.map { Secret($0) }
        )
    }
}

extension String {
    /// Whether the text is printable ASCII without blanks, as whatever is presented in a header.
    var isPrintable: Bool { utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    /// Whether the text stands in quotes, as where a file of variables was written for a shell and not read by one.
    fileprivate var isQuoted: Bool {
        guard utf8.count > 1, let first = utf8.first, first == utf8.last else { return false }
        return first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    }
}
