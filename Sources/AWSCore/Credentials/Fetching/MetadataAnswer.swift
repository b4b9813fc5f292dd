import AWSSigning
import FoundationEssentials

/// What the metadata services of instances and containers answer.
struct MetadataAnswer: Decodable {
    /// `Success`, or the name of the trouble; only instances write it.
    private let code: String?
    private let message: String?
    private let accessKeyID: String?
    private let secretAccessKey: String?
    private let token: String?
    private let expiration: String?
    private let accountID: JSONValue?

    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case message = "Message"
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case expiration = "Expiration"
        case accountID = "AccountId"
    }

    /// Reads the credentials out of an answer of success; the service is named in errors, the source in the credentials.
    ///
    /// They do not expire when the answer does not say when they do; an empty session token counts as absent.
    static func credentials(
        in response: HTTPResponse,
        from service: String,
        source: String
    ) throws(CredentialError) -> ProvidedCredentials {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(response.body)) else {
            throw CredentialError(.refused, "\(service) gave no JSON that holds credentials")
        }
        if let code = answer.code, code != "Success" {
            let message = answer.message.map { ": \($0)" } ?? ""
            throw CredentialError(.refused, "\(service) gave no credentials: \(code)\(message)")
        }
        let token = answer.token.flatMap { $0.isEmpty ? nil : $0 }
        let expiresAt = answer.expiration.flatMap { CredentialTime.seconds($0) }
        guard let keys = AWSCredentials(given: answer.accessKeyID, answer.secretAccessKey, token),
            expiresAt != nil || answer.expiration == nil
        else { throw CredentialError(.refused, "\(service) gave an answer that is missing required fields") }
        return ProvidedCredentials(
            keys: keys,
            expiresAt: expiresAt,
            accountID: answer.accountID?.account,
            source: source
        )
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
