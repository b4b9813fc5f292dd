import FoundationEssentials
import Support

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
            message: body?.message.map { Self.withoutEcho($0.prefix(Self.longestMessage)) }
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
        withoutEcho(String(decoding: body.prefix(maximumMessageBytes), as: UTF8.self)[...])
            .split { $0.isWhitespace || $0.isNewline }
            .joined(separator: " ")
    }

    /// A message up to where the service gives back what was to be signed, with the headers and the path in it.
    ///
    /// A body may have megabytes, so a message is cut before it is looked through.
    private static func withoutEcho(_ message: Substring) -> String {
        let echo = #/(?i)(the )?canonical (string|request)|(the )?string-to-sign|<(canonicalrequest|stringtosign)/#
        return message[..<(message.firstMatch(of: echo)?.range.lowerBound ?? message.endIndex)].trimmingBlanks()
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

    /// What to do about keys that a service does not accept; nil when neither its words nor its code are about them.
    package var advice: String? {
        guard let code, let byCode = Self.adviceByCode[code] else { return nil }
        let words = message.lowercased()
        return Self.adviceByWords.first { words.contains($0.words) }?.advice ?? byCode
    }

    private static let signInAgain = "the session has ended: sign in again, or export new keys"
    private static let setClock = "this machine's clock is wrong: have it set by NTP"
    private static let copyKeys =
        "the secret key does not belong to the access key ID, or the clock is wrong: copy both keys anew"
    private static let unknownKeys =
        "the keys are not known there: deleted, mistyped, of another partition, for a region "
        + "that the account has not enabled, or temporary ones without their token?"
    private static let noSignature =
        "something on the way changes the request's headers, or the endpoint is not the service's: check --endpoint-url "
        + "and the proxy"

    /// One code stands for many causes, which the service tells apart in words (lower case here); the first that fits counts.
    private static let adviceByWords: [(words: String, advice: String)] = [
        (
            "valid region",
            "the call was signed for another region than the endpoint's: give --region, AWS_REGION or target.region "
                + "the endpoint's region"
        ),
        ("correct service", "the endpoint is that of another service: correct --endpoint-url or AWS_ENDPOINT_URL"),
        ("signature expired", setClock),
        ("signature not yet current", setClock),
        ("credential scope does not match", setClock),
        ("must be signed", noSignature),
        ("must be a 'signedheader'", noSignature),
        ("token included in the request is expired", signInAgain),
        ("token has expired", signInAgain),
    ]

    /// By the codes of AWS's common errors.
    private static let adviceByCode = [
        "ExpiredToken": signInAgain, "ExpiredTokenException": signInAgain,
        "RequestExpired": setClock, "RequestTimeTooSkewed": setClock, "RequestInTheFuture": setClock,
        "SignatureDoesNotMatch": copyKeys, "InvalidSignatureException": copyKeys,
        "UnrecognizedClientException": unknownKeys, "InvalidClientTokenId": unknownKeys,
        "InvalidAccessKeyId": unknownKeys, "AuthFailure": unknownKeys,
        "IncompleteSignature": noSignature, "IncompleteSignatureException": noSignature,
        "MissingAuthenticationToken": noSignature, "MissingAuthenticationTokenException": noSignature,
    ]
}
