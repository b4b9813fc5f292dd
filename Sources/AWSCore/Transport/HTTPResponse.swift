package import AWSSigning
import FoundationEssentials
import Support

/// A whole answer, whatever its status.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// In the order of the wire.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// How often the request was sent to get the answer, as its client counts.
    package var attempts = 1
    /// Seconds since 1970-01-01T00:00:00Z by the service's clock, as its client reads it; nil when the answer did not say.
    package var serviceTime: Int64?

    package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header of a name, which is given in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name }?.value
    }

    /// The id by which AWS support finds the call; nil when the answer held none, as one that is not from AWS would.
    package var requestID: String? { header("x-amzn-requestid") ?? header("x-amz-request-id") }

    /// The answer without secrets, which a service that means well may give back.
    ///
    /// Not for an answer that brings a secret, which may be one that is known.
    package func withoutSecrets() -> HTTPResponse {
        var response = self
        let text = String(decoding: body, as: UTF8.self)
        let hidden = KnownSecrets.hidden(in: text)
        if hidden != text { response.body = Array(hidden.utf8) }
        response.headers = headers.map { HTTPHeader($0.name, KnownSecrets.hidden(in: $0.value)) }
        return response
    }

    /// Reads the JSON of the body; members that are not known do not matter, and null is as good as absent.
    ///
    /// A service may leave a body without members out (Smithy, AWS REST-JSON): no body is read as an empty object.
    package func decoded<Answer: Decodable>(as type: Answer.Type) throws(AWSCallError) -> Answer {
        do {
            return try JSONDecoder().decode(type, from: Data(body.isEmpty ? Array("{}".utf8) : body))
        } catch {
            throw unreadable(Self.reason(error))
        }
    }

    /// Makes the error of a call whose answer of success is not the one that the call has.
    package func unreadable(_ reason: String) -> AWSCallError {
        let fault = AWSServiceFault(status: status, code: "UnreadableAnswer", message: reason, requestID: requestID)
        return AWSCallError(failure: .fault(fault), attempts: attempts)
    }

    private static func reason(_ error: any Error) -> String {
        let notJSON = "the answer is not the service's JSON"
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            return "the answer has no '\(path(context.codingPath + [key]))'"
        case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.dataCorrupted(let context):
            let path = path(context.codingPath)
            return path.isEmpty ? notJSON : "the answer's '\(path)' is not as expected"
        default: return notJSON
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}
