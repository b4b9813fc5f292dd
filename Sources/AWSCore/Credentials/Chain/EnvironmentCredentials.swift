/// The keys in the environment.
struct EnvironmentCredentials: CredentialsProvider {
    /// The environment variables.
    let environment: AWSEnvironment
    /// The time.
    let surroundings: CallSurroundings

    /// Reads the keys.
    ///
    /// - Throws: `CredentialsError`, `absent` when there are none, `configuration` when there is only a half, and `refused`
    ///   when they are known to have expired: nothing that this process could do would renew them.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        let source = SettingSource.environment(variable: "AWS_ACCESS_KEY_ID")
        let written = WrittenKeys(
            id: ("AWS_ACCESS_KEY_ID", environment["AWS_ACCESS_KEY_ID"]),
            secret: ("AWS_SECRET_ACCESS_KEY", environment["AWS_SECRET_ACCESS_KEY"]),
            token: environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"],
            accountID: environment["AWS_ACCOUNT_ID"]
        )
        guard var provided = try written.credentials(from: source) else {
            throw CredentialsError(.absent, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")
        }
        guard let text = environment["AWS_CREDENTIAL_EXPIRATION"] else { return provided }
        guard let expiresAt = CredentialTime.seconds(text) else {
            throw CredentialsError(.configuration, "AWS_CREDENTIAL_EXPIRATION is no time of ISO 8601: '\(text)'")
        }
        guard expiresAt > surroundings.secondsSinceEpoch() else {
            throw CredentialsError(
                .refused,
                "the credentials in the environment expired at \(text) (AWS_CREDENTIAL_EXPIRATION); export new ones"
            )
        }
        provided.expiresAt = expiresAt
        return provided
    }
}
