import AWSSigning
import HTTPTypes

/// A request as it stood on the wire.
struct WireRequest: Sendable, Hashable {
    /// The method, in upper case.
    var method: String
    /// The path, still percent-encoded.
    var path: String
    /// What follows the question mark, still percent-encoded; empty when there is none.
    var query = ""
    /// The headers in their order, `host` among them.
    var headers: [HTTPHeader] = []
    /// The body.
    var body: [UInt8] = []

    /// Makes a request from its method and path.
    init(method: String, path: String) {
        self.method = method
        self.path = path
    }

    /// Takes a request out of the form that the server reads it in.
    init(_ head: HTTPRequest, body: [UInt8]) {
        let target = (head.path ?? "/").split(
            separator: "?" as Character,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        method = head.method.rawValue
        path = target.first.map { String($0) } ?? "/"
        query = target.count > 1 ? String(target[1]) : ""
        headers = head.headerFields.map { HTTPHeader($0.name.canonicalName, $0.value) }
        // The server's codec moves the Host header into the authority.
        if let host = head.authority { headers.append(HTTPHeader("host", host)) }
        self.body = body
    }

    /// The value of a header, named in lower case.
    ///
    /// - Returns: nil when the request has no such header; the first one when there are several.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}
