import AWSSigning
import HTTPTypes

/// A request as it came.
struct WireRequest: Sendable, Hashable {
    /// In upper case.
    var method: String
    /// Still percent-encoded.
    var path: String
    /// Still percent-encoded; empty when there is none.
    var query = ""
    /// In their order, `host` among them.
    var headers: [HTTPHeader] = []
    var body: [UInt8] = []
}

extension WireRequest {
    /// Takes a request in the form in which the server reads it.
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

    /// The value of a header, named in lower case: the first one when there are several.
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}
