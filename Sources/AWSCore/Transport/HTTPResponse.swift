package import AWSSigning
import Support

/// A whole answer, whatever its status.
package struct HTTPResponse: Sendable {
    /// The status code, such as 200.
    package var status: Int
    /// The headers in the order of the wire.
    package var headers: [HTTPHeader]
    /// The bytes of the body.
    package var body: [UInt8]

    /// Makes an answer from its parts.
    package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header of a name, whose case does not matter.
    ///
    /// - Parameter name: the name in lower case.
    /// - Returns: nil when there is no such header.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name }?.value
    }

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
}

extension HTTPResponse {
    /// The id by which AWS support finds the call.
    ///
    /// - Returns: nil when the answer held none, as one that is not from AWS would.
    package var requestID: String? {
        header("x-amzn-requestid") ?? header("x-amz-request-id")
    }
}
