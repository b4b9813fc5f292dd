import FoundationEssentials

/// A successful answer, with how hard it was to get.
package struct AWSCallAnswer: Sendable {
    /// The answer; its status is 2xx.
    package var response: HTTPResponse
    /// How often the request was sent, at least 1.
    package var timesSent: Int
    /// When the answer was made by the service's clock, in seconds since 1970-01-01T00:00:00Z; nil when it did not say.
    package var serviceTime: Int64?

    /// Makes an answer from its parts.
    package init(_ response: HTTPResponse, timesSent: Int, serviceTime: Int64? = nil) {
        self.response = response
        self.timesSent = timesSent
        self.serviceTime = serviceTime
    }
}

extension AWSCallAnswer {
    /// Reads the JSON of the body; members that are not known do not matter, and null is as good as absent.
    ///
    /// A service may leave a body without members out (Smithy, AWS REST-JSON): no body is read as an empty object.
    ///
    /// - Throws: `UnreadableAnswer` when the body is not JSON, or a member is missing or of another type.
    package func decoded<Answer: Decodable>(as type: Answer.Type) throws(UnreadableAnswer) -> Answer {
        do {
            let body = response.body.isEmpty ? Array("{}".utf8) : response.body
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw UnreadableAnswer(error)
        }
    }
}

/// Why an answer of success is not the one that the call has.
package struct UnreadableAnswer: Error, Hashable, Sendable {
    /// What is wrong, in a few words.
    package let reason: String

    /// Names what is wrong with a body.
    init(_ error: any Error) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            reason = "the answer has no '\(Self.path(context.codingPath + [key]))'"
        case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.dataCorrupted(let context):
            reason =
                context.codingPath.isEmpty
                ? Self.notJSON : "the answer's '\(Self.path(context.codingPath))' is not as expected"
        default: reason = Self.notJSON
        }
    }

    /// The words for a body that is something else altogether.
    private static let notJSON = "the answer is not the service's JSON"

    /// Names a member by the members that it stands in.
    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map(\.stringValue).joined(separator: ".")
    }
}
