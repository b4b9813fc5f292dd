import AWSSigning
import FoundationEssentials
import Support

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

extension AWSCredentials {
    /// Takes keys as a source gave them.
    ///
    /// - Returns: nil when a half is absent or empty, or one holds what no header may hold.
    init?(given accessKeyID: String?, _ secretAccessKey: String?, _ sessionToken: String?) {
        guard let accessKeyID, let secretAccessKey, !accessKeyID.isEmpty, !secretAccessKey.isEmpty,
            [accessKeyID, secretAccessKey, sessionToken ?? ""].allSatisfy(Self.isPrintable)
        else { return nil }
        self.init(
            accessKeyID: accessKeyID,
            secretAccessKey: Secret(secretAccessKey),
            sessionToken: sessionToken.map { Secret($0) }
        )
    }

    /// Whether text is printable ASCII without blanks.
    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// Moments as the sources of credentials and the caches of sign-ins write them, here in seconds since the epoch.
enum CredentialTime {
    /// The moments that are read: the years 1 to 9999.
    private static let range = -62_135_596_800.0...253_402_300_799

    /// Reads an ISO 8601 date-time in UTC or with an offset; parts of a second are cut off.
    ///
    /// Old releases of the AWS CLI end their moments in `UTC` instead of `Z`, which is read as well.
    ///
    /// - Returns: nil when the text is anything else, or the years 1 to 9999 do not hold the moment.
    static func seconds(_ text: String) -> Int64? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        let seconds = date.timeIntervalSince1970.rounded(.down)
        return range.contains(seconds) ? Int64(seconds) : nil
    }

    /// Writes a moment as the AWS CLI does: `2026-11-22T10:00:00Z`.
    static func text(_ seconds: Int64) -> String {
        let digits = Array(SigningTime(secondsSinceEpoch: seconds).description.utf8)
        let separators: [Int: UInt8] = [
            4: UInt8(ascii: "-"), 6: UInt8(ascii: "-"), 11: UInt8(ascii: ":"), 13: UInt8(ascii: ":"),
        ]
        var text: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if let separator = separators[index] { text.append(separator) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
