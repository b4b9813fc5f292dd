import AWSSigning
import Support

/// What one profile says of credentials.
struct CredentialsProfile: Sendable {
    /// Where the credentials that a role is taken on with come from.
    enum RoleSource: Hashable, Sendable {
        /// Another profile, or the same.
        case profile(String)
        /// A source outside of all profiles.
        case named(CredentialsPlan.Source)
    }

    /// The profile's name.
    let name: String
    /// The profile's properties.
    let properties: ProfileFile.Properties

    /// A property; an empty one counts as absent.
    subscript(property: String) -> String? {
        properties[property].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Tells that the profile says what cannot be.
    func error(_ trouble: String) -> CredentialsError {
        CredentialsError(.configuration, "profile '\(name)': \(trouble)")
    }

    /// The role that is taken on with other credentials.
    ///
    /// - Parameter asked: the profile that was asked for, which may be another one that leads here.
    /// - Returns: nil when the profile names none, or one for which a token is shown.
    /// - Throws: `CredentialsError` when the role needs a code that cannot be typed here, or a property cannot be.
    func role(for asked: String) throws(CredentialsError) -> AssumableRole? {
        guard let arn = self["role_arn"], self["web_identity_token_file"] == nil else { return nil }
        if self["mfa_serial"] != nil {
            throw error(
                "role '\(arn)' asks for an MFA code (mfa_serial), which cannot be typed here; get its keys with "
                    + "`eval \"$(aws configure export-credentials --profile \(asked) --format env)\"`, "
                    + "then do without the profile"
            )
        }
        return AssumableRole(
            arn: arn,
            sessionName: self["role_session_name"],
            externalID: self["external_id"],
            duration: try duration(),
            profile: name
        )
    }

    /// How long the role's credentials are to be valid.
    ///
    /// - Returns: nil when the profile does not say.
    /// - Throws: `CredentialsError` when it is no time that a role may last.
    private func duration() throws(CredentialsError) -> Duration? {
        guard let text = self["duration_seconds"] else { return nil }
        guard let seconds = Int(text), (900...43_200).contains(seconds) else {
            throw error("duration_seconds is no whole number from 900 to 43200: '\(text)'")
        }
        return .seconds(seconds)
    }

    /// Where the credentials that the role is taken on with come from.
    ///
    /// - Throws: `CredentialsError` unless the profile names exactly one source.
    func roleSource() throws(CredentialsError) -> RoleSource {
        switch (self["source_profile"], self["credential_source"]) {
        case (nil, nil):
            throw error("role_arn needs a source_profile or a credential_source beside it")
        case (_?, _?):
            throw error("source_profile and credential_source exclude each other")
        case (let profile?, nil):
            return .profile(profile)
        case (nil, let source?):
            switch source.lowercased() {
            case "environment": return .named(.environment)
            case "ecscontainer": return .named(.container)
            case "ec2instancemetadata": return .named(.instanceMetadata)
            default:
                throw error(
                    "credential_source is none of Environment, EcsContainer and Ec2InstanceMetadata: '\(source)'"
                )
            }
        }
    }

    /// The role for which a token is shown.
    ///
    /// - Returns: nil when the profile names no file of a token.
    /// - Throws: `CredentialsError` when it names no role.
    func webIdentity(_ environment: AWSEnvironment) throws(CredentialsError) -> WebIdentityRole? {
        guard let file = self["web_identity_token_file"] else { return nil }
        guard let arn = self["role_arn"] else { throw error("web_identity_token_file needs a role_arn beside it") }
        return WebIdentityRole(
            arn: arn,
            tokenFile: environment.expanded(file) ?? file,
            sessionName: self["role_session_name"],
            place: .profile(name: name)
        )
    }

    /// The single sign-on.
    ///
    /// - Returns: nil when the profile has none.
    /// - Throws: `CredentialsError` when something of it is missing or said twice.
    func sso(
        _ sessions: [String: ProfileFile.Properties],
        _ environment: AWSEnvironment
    ) throws(CredentialsError) -> SSOSettings? {
        try Self.unlessAbsent { () throws(CredentialsError) in
            try SSOSettings.read(
                profile: name,
                properties: properties,
                sessions: sessions,
                environment: environment
            )
        }
    }

    /// The sign-in with `aws login`.
    ///
    /// - Returns: nil when the profile has none.
    /// - Throws: `CredentialsError` when the folder of its file cannot be found.
    func login(_ environment: AWSEnvironment) throws(CredentialsError) -> LoginSettings? {
        try Self.unlessAbsent { () throws(CredentialsError) in
            try LoginSettings.read(profile: name, properties: properties, environment: environment)
        }
    }

    /// Reads something of the profile.
    ///
    /// - Returns: nil when it is not there.
    /// - Throws: `CredentialsError` when it is there and cannot be.
    private static func unlessAbsent<Settings>(
        _ read: () throws(CredentialsError) -> Settings
    ) throws(CredentialsError) -> Settings? {
        do throws(CredentialsError) {
            return try read()
        } catch {
            guard error.kind == .absent else { throw error }
            return nil
        }
    }

    /// The program that prints credentials.
    ///
    /// - Returns: nil when the profile names none.
    /// - Throws: `CredentialsError` when its command line is none.
    func process() throws(CredentialsError) -> CredentialProcess? {
        guard let line = self["credential_process"] else { return nil }
        guard let arguments = CommandLineWords.split(line), !arguments.isEmpty else {
            throw error("credential_process is no command line: a quotation mark or a backslash is not followed up")
        }
        return CredentialProcess(arguments: Secret(arguments), accountID: self["aws_account_id"], profile: name)
    }

    /// The keys that stand in the profile.
    ///
    /// - Returns: nil when there are none.
    /// - Throws: `CredentialsError` when there is only a half, or a key holds what no header may hold.
    func keys() throws(CredentialsError) -> ProvidedCredentials? {
        try WrittenKeys(
            id: ("aws_access_key_id", self["aws_access_key_id"]),
            secret: ("aws_secret_access_key", self["aws_secret_access_key"]),
            token: self["aws_session_token"] ?? self["aws_security_token"],
            accountID: self["aws_account_id"]
        )
        .credentials(from: .profile(name: name))
    }
}

/// Keys as someone wrote them down, each half with the name that it stands under.
struct WrittenKeys: Sendable {
    /// The public half.
    let id: (name: String, value: String?)
    /// The secret half.
    let secret: (name: String, value: String?)
    /// What temporary keys are presented with.
    let token: String?
    /// The account that they belong to.
    let accountID: String?

    /// Puts the keys together.
    ///
    /// - Parameter source: where they stand.
    /// - Returns: nil when neither half is there.
    /// - Throws: `CredentialsError` when one half is missing, or one holds what no header may hold.
    func credentials(from source: SettingSource) throws(CredentialsError) -> ProvidedCredentials? {
        if id.value == nil, secret.value == nil { return nil }
        guard id.value != nil else {
            throw CredentialsError(.configuration, "\(id.name) is missing beside \(secret.name) (\(source))")
        }
        guard secret.value != nil else {
            throw CredentialsError(.configuration, "\(secret.name) is missing beside \(id.name) (\(source))")
        }
        guard let keys = AWSCredentials(given: id.value, secret.value, token) else {
            throw CredentialsError(.configuration, "the AWS keys hold characters that keys never hold (\(source))")
        }
        var provided = ProvidedCredentials(keys: keys, accountID: accountID, source: "\(source)")
        provided.isAccountWritten = accountID != nil
        return provided
    }
}
