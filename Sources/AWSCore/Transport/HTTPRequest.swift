package import AWSSigning

/// A request as it goes over the wire, headers complete but for the length of the body.
package struct HTTPRequest: Sendable {
    /// What to do.
    package var method: HTTPMethod
    /// Which host to send it to.
    package var endpoint: ServiceEndpoint
    /// The path of the request line, percent-encoded, with the endpoint's base path in front.
    package var path: String
    /// What follows the question mark in the request line, percent-encoded; empty when there is none.
    package var query: String
    /// The headers.
    package var headers: [HTTPHeader]
    /// The bytes of the body; none for methods without one.
    package var body: [UInt8]
    /// The longest time for this whole call, where it is to be shorter than the transport's own; nil where not.
    package var timeout: Duration?
    /// What has to hold as the request is written to the wire; nil for a request that may always be sent.
    package var condition: SendCondition?

    /// Makes a request from its parts.
    package init(
        method: HTTPMethod,
        endpoint: ServiceEndpoint,
        path: String,
        query: String = "",
        headers: [HTTPHeader] = [],
        body: [UInt8] = [],
        timeout: Duration? = nil,
        condition: SendCondition? = nil
    ) {
        self.method = method
        self.endpoint = endpoint
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.condition = condition
    }

    /// The path and the query as the request line has them.
    package var target: String { query.isEmpty ? path : "\(path)?\(query)" }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// The method and the target without the headers, which hold the signature and the session token.
    package var description: String { "\(method.rawValue) \(target)" }

    /// A mirror without children, so that `dump` has nothing to show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The methods that AWS services are called with here.
package enum HTTPMethod: String, Sendable {
    /// Reads.
    case get = "GET"
    /// Acts, with a body.
    case post = "POST"
    /// Puts in place; the token of the instance metadata service is asked for with it.
    case put = "PUT"
    /// Removes.
    case delete = "DELETE"
}
