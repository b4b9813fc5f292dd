import FoundationEssentials

extension AWSServiceFault {
    /// Reads an answer that is not a success.
    ///
    /// The code is that of the header `x-amzn-errortype`, else `code`, `Code` or `__type` of a JSON body; what follows
    /// a colon and what precedes a number sign are cut off (Smithy, AWS REST-JSON, "Operation error serialization").
    /// Services of the query protocol name it in XML.
    package init(_ response: HTTPResponse) {
        let body = try? JSONDecoder().decode(Body.self, from: Data(response.body))
        let query = body == nil ? QueryFault(response.body) : nil
        self.init(
            status: response.status,
            code: Self.bareCode(response.header("x-amzn-errortype")) ?? Self.bareCode(body?.code ?? query?.code),
            message: (body?.message ?? query?.message).map { String($0.prefix(Self.longestMessage)) }
                ?? (body == nil && query == nil ? Self.beginning(of: response.body) : ""),
            requestID: response.requestID ?? query?.requestID,
            retryAfter: Self.retryAfter(response.header("x-amz-retry-after")),
            serviceTime: response.date
        )
    }

    /// How many characters of the service's words are kept; what AWS writes is far shorter.
    private static let longestMessage = 2_000

    /// Cuts a code down to its name.
    ///
    /// - Returns: nil when nothing is left, or there was nothing.
    private static func bareCode(_ text: String?) -> String? {
        guard let text else { return nil }
        // The colon comes first: a namespace before the number sign holds none, a URL after the colon may hold both.
        let beforeColon = text.prefix { $0 != ":" }
        let name = beforeColon.split(separator: "#" as Character).last ?? ""
        let code = name.filter { !$0.isWhitespace }
        return code.isEmpty ? nil : code
    }

    /// The beginning of a body, in one line, to show what answered.
    private static func beginning(of body: [UInt8]) -> String {
        String(decoding: body.prefix(maximumMessageBytes), as: UTF8.self)
            .split { $0.isWhitespace || $0.isNewline }
            .joined(separator: " ")
    }

    /// Reads a delay in whole milliseconds.
    ///
    /// - Returns: nil when the text is absent or no number of zero or more.
    private static func retryAfter(_ text: String?) -> Duration? {
        guard let milliseconds = text.flatMap({ Int64($0) }), milliseconds >= 0 else { return nil }
        // A day is more than any use made of it, and keeps the arithmetic in range.
        return .milliseconds(min(milliseconds, 86_400_000))
    }

    /// The members of an error's body that matter; what is absent or no string is nil.
    private struct Body: Decodable {
        /// The first of the members that may name the error.
        let code: String?
        /// The service's words.
        let message: String?

        /// The names of the members.
        private enum CodingKeys: String, CodingKey {
            /// The code in most services.
            case code
            /// The code in some services.
            case capitalCode = "Code"
            /// The code with its namespace.
            case type = "__type"
            /// The words in most services.
            case message
            /// The words in the A2I Runtime API.
            case capitalMessage = "Message"
        }

        /// Reads the members, and leaves out those that are no string.
        ///
        /// - Throws: `DecodingError` when the body is no object.
        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            /// The first of some members that is a string and not empty.
            func first(_ keys: CodingKeys...) -> String? {
                keys.lazy.compactMap { try? members.decode(String.self, forKey: $0) }.first { !$0.isEmpty }
            }
            code = first(.code, .capitalCode, .type)
            message = first(.message, .capitalMessage)
        }
    }
}
