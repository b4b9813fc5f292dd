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
