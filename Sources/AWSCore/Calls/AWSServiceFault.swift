import FoundationEssentials

/// An answer that is not a success, read as AWS's REST-JSON services write them.
package struct AWSServiceFault: Error, Hashable, Sendable {
    /// The longest message kept of an answer that is not JSON, in bytes.
    static let maximumMessageBytes = 200

    /// 2xx only for an answer of success that cannot be read.
    package var status: Int
    /// The service's error code, such as `ThrottlingException`; nil when the answer names none, as a proxy's would.
    package var code: String?
    /// The service's own words, or the beginning of an answer that is not JSON; empty when there are none.
    package var message = ""
    /// The id by which AWS support finds the call; nil when the answer held none.
    package var requestID: String?
    /// The delay that the service asks for with `x-amz-retry-after`; nil when the header is absent or no number.
    package var retryAfter: Duration?
    /// Seconds since 1970-01-01T00:00:00Z by the service's clock; nil when the answer did not say.
    package var serviceTime: Int64?
    /// The code of OAuth 2.0 in the answer (RFC 6749, section 5.2), such as `invalid_grant`; nil when it has none.
    package var oauthCode: String?
}

extension AWSServiceFault {
    /// Reads an answer that is not a success.
    ///
    /// The code is that of the header `x-amzn-errortype`, else `code`, `Code` or `__type` of a JSON body; what follows
    /// a colon and what precedes a number sign are cut off (Smithy, AWS REST-JSON, "Operation error serialization").
    /// Services of the query protocol name it in XML.
    package init(_ response: HTTPResponse) {
        let body = (try? JSONDecoder().decode(Body.self, from: Data(response.body))) ?? Body(xml: response.body)
        self.init(
            status: response.status,
            code: Self.bareCode(response.header("x-amzn-errortype")) ?? Self.bareCode(body?.code),
            message: body?.message.map { String($0.prefix(Self.longestMessage)) }
                ?? (body == nil ? Self.beginning(of: response.body) : ""),
            requestID: response.requestID ?? body?.requestID,
            retryAfter: Self.retryAfter(response.header("x-amz-retry-after")),
            serviceTime: response.date,
            oauthCode: body?.oauthCode
        )
    }

    /// In characters; what AWS writes is far shorter.
    private static let longestMessage = 2_000

    private static func bareCode(_ text: String?) -> String? {
        guard let text else { return nil }
        // The colon comes first: a namespace before the number sign holds none, a URL after the colon may hold both.
        let beforeColon = text.prefix { $0 != ":" }
        let name = beforeColon.split(separator: "#" as Character).last ?? ""
        let code = name.filter { !$0.isWhitespace }
        return code.isEmpty ? nil : code
    }

    private static func beginning(of body: [UInt8]) -> String {
        String(decoding: body.prefix(maximumMessageBytes), as: UTF8.self)
            .split { $0.isWhitespace || $0.isNewline }
            .joined(separator: " ")
    }

    /// Reads whole milliseconds; nil when the text is absent or not a number of zero or more.
    private static func retryAfter(_ text: String?) -> Duration? {
        guard let milliseconds = text.flatMap({ Int64($0) }), milliseconds >= 0 else { return nil }
        // A day is more than any use made of it, and keeps the arithmetic in range.
        return .milliseconds(min(milliseconds, 86_400_000))
    }

    /// The members of an error's body that matter; what is absent or no string is nil.
    private struct Body: Decodable {
        let code: String?
        let message: String?
        /// Only of XML.
        var requestID: String?
        var oauthCode: String?

        private enum CodingKeys: String, CodingKey {
            case code
            case capitalCode = "Code"
            case type = "__type"
            case message
            case capitalMessage = "Message"
            case oauthCode = "error"
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            func first(_ keys: CodingKeys...) -> String? {
                keys.lazy.compactMap { try? members.decode(String.self, forKey: $0) }.first { !$0.isEmpty }
            }
            code = first(.code, .capitalCode, .type)
            message = first(.message, .capitalMessage)
            oauthCode = first(.oauthCode)
        }

        /// Nil when the body is not an error in XML (AWS query protocol, "Operation error serialization").
        init?(xml body: [UInt8]) {
            guard let root = try? XMLReader.read(body), root.name == "ErrorResponse", let error = root["Error"] else {
                return nil
            }
            code = error.text(of: "Code")
            message = error.text(of: "Message")
            requestID = root.text(of: "RequestId")
        }
    }

    /// What to do about keys that a service does not accept; nil when the code is not about them (AWS common errors).
    package var advice: String? {
        switch code {
        case "ExpiredToken", "ExpiredTokenException":
            "the session has ended: sign in again, or export new keys"
        case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture":
            "this machine's clock is wrong: have it set by NTP"
        case "SignatureDoesNotMatch", "InvalidSignatureException":
            "the secret key does not belong to the access key ID, or the clock is wrong: copy both keys anew"
        case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId":
            "the keys are not known there: deleted, mistyped, of another partition, or temporary ones without their token?"
        default: nil
        }
    }
}
