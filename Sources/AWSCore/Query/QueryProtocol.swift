/// What a service of the query protocol says when it refuses (AWS query protocol, "Operation error serialization").
struct QueryFault: Hashable, Sendable {
    /// Such as `AccessDenied`; nil when the answer names none.
    let code: String?
    let message: String?
    let requestID: String?

    /// Returns nil when the body is not an error in XML.
    init?(_ body: [UInt8]) {
        guard let root = try? XMLReader.read(body), root.name == "ErrorResponse", let error = root["Error"] else {
            return nil
        }
        code = error.text(of: "Code")
        message = error.text(of: "Message")
        requestID = root.text(of: "RequestId")
    }
}

/// An element of XML: its name, what stands in it, and the elements in it; attributes are read and left out.
struct XMLElement: Hashable, Sendable {
    /// Without the prefix of its namespace.
    let name: String
    /// The text directly in the element, its pieces put together.
    var text = ""
    var children: [XMLElement] = []

    subscript(name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The text of the first child of a name, without the blanks around it; nil when it is absent or empty.
    func text(of name: String) -> String? {
        guard let text = self[name]?.text.trimmingBlanks(), !text.isEmpty else { return nil }
        return text
    }
}
