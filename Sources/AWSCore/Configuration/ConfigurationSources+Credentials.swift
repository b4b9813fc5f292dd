import AWSSigning

extension ConfigurationSources {
    /// Finds the keys: in the environment unless the caller named a profile, else in the profile.
    ///
    /// - Throws: `AWSConfigurationError` when there are none, only a half, or a kind that is not supported yet.
    func credentials() throws(AWSConfigurationError) -> Setting<AWSCredentials> {
        if overrides.profile == nil, let found = try environmentCredentials() { return found }
        if let key = Self.unsupportedProperties.first(where: { profileProperty($0) != nil }) {
            throw Self.unsupported("'\(key)' of profile '\(profileName)'", profile: profileName)
        }
        if let found = try profileCredentials() { return found }
        if let variable = Self.unsupportedVariables.first(where: { environment[$0] != nil }) {
            throw Self.unsupported(variable, profile: nil)
        }
        throw AWSConfigurationError(
            .credentials,
            "no AWS credentials: neither the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) "
                + "nor profile '\(profileName)' has any"
        )
    }

    /// What makes a profile stand for another identity than its keys, the strongest first, as in the AWS SDKs.
    private static let unsupportedProperties = [
        "role_arn", "web_identity_token_file", "sso_session", "sso_start_url", "sso_account_id", "login_session",
        "credential_process",
    ]

    /// What names credentials in the environment that are to be fetched.
    private static let unsupportedVariables = [
        "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ]

    /// Tells that credentials of a kind cannot be had here yet, and how to have them all the same.
    private static func unsupported(_ what: String, profile: String?) -> AWSConfigurationError {
        let option = profile.map { " --profile \($0)" } ?? ""
        return AWSConfigurationError(
            .credentials,
            "not supported yet: \(what); "
                + "export credentials with `aws configure export-credentials\(option) --format env`"
        )
    }

    /// The keys in the environment.
    ///
    /// - Returns: nil when there are none.
    /// - Throws: `AWSConfigurationError` when there is only a half.
    private func environmentCredentials() throws(AWSConfigurationError) -> Setting<AWSCredentials>? {
        try Self.credentials(
            id: ("AWS_ACCESS_KEY_ID", environment["AWS_ACCESS_KEY_ID"]),
            secret: ("AWS_SECRET_ACCESS_KEY", environment["AWS_SECRET_ACCESS_KEY"]),
            token: environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"],
            source: .environment(variable: "AWS_ACCESS_KEY_ID")
        )
    }

    /// The keys that stand in the profile.
    ///
    /// - Returns: nil when there are none.
    /// - Throws: `AWSConfigurationError` when there is only a half.
    private func profileCredentials() throws(AWSConfigurationError) -> Setting<AWSCredentials>? {
        try Self.credentials(
            id: ("aws_access_key_id", profileProperty("aws_access_key_id")),
            secret: ("aws_secret_access_key", profileProperty("aws_secret_access_key")),
            token: profileProperty("aws_session_token") ?? profileProperty("aws_security_token"),
            source: .profile(name: profileName)
        )
    }

    /// Puts keys together.
    ///
    /// - Returns: nil when neither half is there.
    /// - Throws: `AWSConfigurationError` when one half is missing, or a key holds what no header may hold.
    private static func credentials(
        id: (name: String, value: String?),
        secret: (name: String, value: String?),
        token: String?,
        source: SettingSource
    ) throws(AWSConfigurationError) -> Setting<AWSCredentials>? {
        switch (id.value, secret.value) {
        case (nil, nil): return nil
        case (nil, _):
            throw AWSConfigurationError(.credentials, "\(id.name) is missing beside \(secret.name) (\(source))")
        case (_, nil):
            throw AWSConfigurationError(.credentials, "\(secret.name) is missing beside \(id.name) (\(source))")
        case (let id?, let secret?):
            guard [id, secret, token ?? ""].allSatisfy({ $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) else {
                throw AWSConfigurationError(
                    .credentials,
                    "the AWS keys hold characters that keys never hold (\(source))"
                )
            }
            let credentials = AWSCredentials(
                accessKeyID: id,
                secretAccessKey: Secret(secret),
                sessionToken: token.map { Secret($0) }
            )
            return Setting(credentials, from: source)
        }
    }
}
