import AWSSigning
import FoundationEssentials

/// Credentials as the metadata services of instances and containers write them.
struct MetadataAnswer: Decodable {
    /// `Success`, or the name of the trouble; only instances write it.
    let code: String?
    /// The trouble in words.
    let message: String?
    /// The public half of the keys.
    let accessKeyID: String?
    /// The secret half of the keys.
    let secretAccessKey: String?
    /// What the keys are presented with.
    let token: String?
    /// When the keys stop being valid.
    let expiration: String?
    /// The account of the role.
    let accountID: String?

    /// The names of the members.
    private enum CodingKeys: String, CodingKey {
        /// `Success`, or the name of the trouble.
        case code = "Code"
        /// The trouble in words.
        case message = "Message"
        /// The public half of the keys.
        case accessKeyID = "AccessKeyId"
        /// The secret half of the keys.
        case secretAccessKey = "SecretAccessKey"
        /// What the keys are presented with.
        case token = "Token"
        /// When the keys stop being valid.
        case expiration = "Expiration"
        /// The account of the role.
        case accountID = "AccountId"
    }

    /// Reads the credentials out of an answer.
    ///
    /// - Parameters:
    ///   - response: an answer whose status is 2xx.
    ///   - service: what answered, in words for an error.
    ///   - source: where the credentials come from, in words.
    /// - Returns: credentials that do not expire when the answer does not say when they do.
    /// - Throws: `CredentialsError` when the service names a trouble, or what it gives are no credentials.
    static func credentials(
        in response: HTTPResponse,
        from service: String,
        source: String
    ) throws(CredentialsError) -> ProvidedCredentials {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(response.body)) else {
            throw CredentialsError(.refused, "\(service) gave no JSON that holds credentials")
        }
        if let code = answer.code, code != "Success" {
            let message = answer.message.map { ": \($0)" } ?? ""
            throw CredentialsError(.refused, "\(service) gave no credentials: \(code)\(message)")
        }
        let keys = AWSCredentials(
            given: answer.accessKeyID,
            answer.secretAccessKey,
            answer.token.flatMap { $0.isEmpty ? nil : $0 }
        )
        let expiresAt = answer.expiration.flatMap { CredentialTime.seconds($0) }
        guard let keys, expiresAt != nil || answer.expiration == nil else {
            throw CredentialsError(.refused, "\(service) gave an answer that holds no whole credentials")
        }
        return ProvidedCredentials(keys: keys, expiresAt: expiresAt, accountID: answer.accountID, source: source)
    }
}
