import AWSSigning

/// The keys of a role, as STS gives them.
struct RoleSession: Hashable, Sendable {
    /// The keys.
    let keys: AWSCredentials
    /// When they stop being valid, in seconds since the epoch.
    let expiresAt: Int64
    /// The account of the role; nil when the answer does not name it.
    let accountID: String?

    /// Reads the result of an action that takes a role on.
    ///
    /// - Returns: nil when a part is missing or cannot be.
    init?(_ result: XMLElement) {
        guard let credentials = result["Credentials"], let token = credentials.text(of: "SessionToken"),
            let keys = AWSCredentials(
                given: credentials.text(of: "AccessKeyId"),
                credentials.text(of: "SecretAccessKey"),
                token
            ),
            let expiresAt = credentials.text(of: "Expiration").flatMap({ CredentialTime.seconds($0) })
        else { return nil }
        self.keys = keys
        self.expiresAt = expiresAt
        let arn = result["AssumedRoleUser"]?.text(of: "Arn")
        // arn:aws:sts::123456789012:assumed-role/name/session
        let parts = arn?.split(separator: ":" as Character, omittingEmptySubsequences: false) ?? []
        accountID = parts.count >= 6 && !parts[4].isEmpty ? String(parts[4]) : nil
    }
}
