package import AWSSigning

/// A request as it goes over the wire, headers complete but for the length of the body.
package struct HTTPRequest: Sendable, CustomStringConvertible, CustomReflectable {
    package var method: HTTPMethod
    package var endpoint: ServiceEndpoint
    /// Percent-encoded, with the endpoint's base path in front.
    package var path: String
    /// Percent-encoded; empty when there is none.
    package var query = ""
    package var headers: [HTTPHeader] = []
    package var body: [UInt8] = []
    /// Where it is to be shorter than the transport's own.
    package var timeout: Duration?
    /// Whether it goes past any proxy, as what the metadata services of instances and containers are asked does.
    package var avoidsProxies = false
    /// What has to hold as the request is written to the wire; nil for a request that may always be sent.
    package var condition: SendCondition?

    package var target: String { query.isEmpty ? path : "\(path)?\(query)" }

    /// The method and the target without the headers, which hold the signature and the session token.
    package var description: String { "\(method.rawValue) \(target)" }

    /// A mirror without children, so that `dump` has nothing to show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

package enum HTTPMethod: String, Sendable {
    case get = "GET"
    case post = "POST"
    /// The token of the instance metadata service is asked for with it.
    case put = "PUT"
    case delete = "DELETE"
}
