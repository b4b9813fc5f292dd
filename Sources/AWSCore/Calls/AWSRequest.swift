import AWSSigning

/// One call of a service, before it has an endpoint and a signature.
package struct AWSRequest: Sendable {
    /// What to do.
    package let method: HTTPMethod
    /// The path, percent-encoded, beginning with a slash.
    package let path: String
    /// The query, percent-encoded; empty when there is none.
    package let query: String
    /// The JSON body; empty when there is none.
    package let body: [UInt8]
    /// Which failures are tried again without asking the caller.
    package let retryScope: RetryScope

    /// Makes a call from its parts, which are percent-encoded here.
    ///
    /// - Parameters:
    ///   - method: what to do.
    ///   - segments: the parts of the path between its slashes.
    ///   - query: names and values in the order of the wire; what has no value is left out.
    ///   - body: the JSON body; empty when there is none.
    ///   - retryScope: which failures are tried again without asking the caller.
    package init(
        _ method: HTTPMethod,
        segments: [String],
        query: [(name: String, value: String?)] = [],
        body: [UInt8] = [],
        retryScope: RetryScope
    ) {
        self.method = method
        path = segments.map { "/" + PercentEncoding.encode($0) }.joined()
        self.query =
            query.compactMap { name, value in
                value.map { PercentEncoding.encode(name) + "=" + PercentEncoding.encode($0) }
            }
            .joined(separator: "&")
        self.body = body
        self.retryScope = retryScope
    }
}
