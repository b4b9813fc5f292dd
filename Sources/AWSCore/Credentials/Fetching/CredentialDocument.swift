import AWSSigning
import FoundationEssentials

/// Credentials in JSON, as metadata services and programs write them, but for the session token, which has two names.
struct CredentialDocument: Decodable {
    let accessKeyID: String?
    let secretAccessKey: String?
    let expiration: String?
    let accountID: JSONValue?

    private enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case expiration = "Expiration"
        case accountID = "AccountId"
    }

    /// The credentials, which do not expire when the document does not say when they do; nil when a part is missing.
    ///
    /// An empty session token counts as absent. The source says in words where the credentials come from.
    func credentials(token: String?, source: String) -> ProvidedCredentials? {
        let token = token.flatMap { $0.isEmpty ? nil : $0 }
        let expiresAt = expiration.flatMap { CredentialTime.seconds($0) }
        guard let keys = AWSCredentials(given: accessKeyID, secretAccessKey, token),
            expiresAt != nil || expiration == nil
        else { return nil }
        return ProvidedCredentials(keys: keys, expiresAt: expiresAt, accountID: accountID?.account, source: source)
    }
}

/// What the metadata services of instances and containers answer.
struct MetadataAnswer: Decodable {
    /// `Success`, or the name of the trouble; only instances write it.
    private let code: String?
    private let message: String?
    private let token: String?

    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case message = "Message"
        case token = "Token"
    }

    /// Reads the credentials out of an answer of success; the service is named in errors, the source in the credentials.
    static func credentials(
        in response: HTTPResponse,
        from service: String,
        source: String
    ) throws(CredentialError) -> ProvidedCredentials {
        let body = Data(response.body)
        guard let answer = try? JSONDecoder().decode(Self.self, from: body),
            let document = try? JSONDecoder().decode(CredentialDocument.self, from: body)
        else {
            throw CredentialError(.refused, "\(service) gave no JSON that holds credentials")
        }
        if let code = answer.code, code != "Success" {
            let message = answer.message.map { ": \($0)" } ?? ""
            throw CredentialError(.refused, "\(service) gave no credentials: \(code)\(message)")
        }
        guard let provided = document.credentials(token: answer.token, source: source) else {
            throw CredentialError(.refused, "\(service) gave an answer that is missing required fields")
        }
        return provided
    }
}

/// Moments as the sources of credentials and the caches of sign-ins write them, here in seconds since the epoch.
enum CredentialTime {
    /// The moments that are read: the years 1 to 9999.
    private static let range = -62_135_596_800.0...253_402_300_799

    /// Reads an ISO 8601 date-time in UTC or with an offset, parts of a second cut off; nil outside the years 1 to 9999.
    ///
    /// Old releases of the AWS CLI end their moments in `UTC` instead of `Z`, which is read as well.
    static func seconds(_ text: String) -> Int64? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        let seconds = date.timeIntervalSince1970.rounded(.down)
        return range.contains(seconds) ? Int64(seconds) : nil
    }

    /// Writes a moment as the AWS CLI does: `2026-11-22T10:00:00Z`.
    static func text(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
