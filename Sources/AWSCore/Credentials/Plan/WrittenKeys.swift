import AWSSigning

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
