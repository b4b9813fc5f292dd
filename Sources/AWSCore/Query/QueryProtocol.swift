/// Where the result stands in an answer of the query protocol.
enum QueryAnswer {
    /// Finds the result of an action: in `XResponse` the element `XResult`.
    ///
    /// - Throws: `XMLReadingError` when the body is no XML, or the answer to something else.
    static func result(of action: String, in body: [UInt8]) throws(XMLReadingError) -> XMLElement {
        let root = try XMLReader.read(body)
        guard root.name == "\(action)Response", let result = root["\(action)Result"] else {
            throw XMLReadingError(offset: 0, reason: "it is no \(action)Response")
        }
        return result
    }
}

/// What a service of the query protocol says when it refuses (AWS query protocol, "Operation error serialization").
struct QueryFault: Hashable, Sendable {
    /// The service's code, such as `AccessDenied`; nil when the answer names none.
    let code: String?
    /// The service's own words; nil when there are none.
    let message: String?
    /// The id by which AWS support finds the call; nil when the answer holds none.
    let requestID: String?

    /// Reads the body of an answer.
    ///
    /// - Returns: nil when it is no error in XML.
    init?(_ body: [UInt8]) {
        guard let root = try? XMLReader.read(body), root.name == "ErrorResponse", let error = root["Error"] else {
            return nil
        }
        code = error.text(of: "Code")
        message = error.text(of: "Message")
        requestID = root.text(of: "RequestId")
    }
}
