import AWSSigning

/// One call of a service, before it has an endpoint and a signature.
package struct AWSRequest: Sendable {
    /// What a body may be, by the name of its media type.
    enum ContentType: String, Sendable {
        /// JSON.
        case json = "application/json"
        /// Names and values, percent-encoded.
        case form = "application/x-www-form-urlencoded"
    }

    /// What to do.
    package let method: HTTPMethod
    /// The path, percent-encoded, beginning with a slash.
    package let path: String
    /// The query, percent-encoded; empty when there is none.
    package let query: String
    /// The body; empty when there is none.
    package let body: [UInt8]
    /// What the body is.
    let contentType: ContentType
    /// Whether the call is signed; one that is made to get the first keys is not.
    let isSigned: Bool
    /// Which failures are tried again without asking the caller.
    package let retryScope: RetryScope
    /// What has to hold as the request is written to the wire; nil for a request that may always be sent.
    let condition: SendCondition?

    /// Makes a call from its parts, which are percent-encoded here.
    ///
    /// - Parameters:
    ///   - method: what to do.
    ///   - segments: the parts of the path between its slashes.
    ///   - query: names and values in the order of the wire; what has no value is left out.
    ///   - body: the JSON body; empty when there is none.
    ///   - retryScope: which failures are tried again without asking the caller.
    ///   - condition: what has to hold as the request is written to the wire; nil, the default, for nothing.
    package init(
        _ method: HTTPMethod,
        segments: [String],
        query: [(name: String, value: String?)] = [],
        body: [UInt8] = [],
        retryScope: RetryScope,
        condition: SendCondition? = nil
    ) {
        self.method = method
        path = segments.map { "/" + PercentEncoding.encode($0) }.joined()
        self.query = Self.form(query)
        self.body = body
        contentType = .json
        isSigned = true
        self.retryScope = retryScope
        self.condition = condition
    }

    /// Makes a call of a service of the query protocol: the action and its parameters are a form.
    ///
    /// - Parameters:
    ///   - action: what to do, as the service calls it.
    ///   - version: the version of the service's interface.
    ///   - parameters: names and values in the order of the wire; what has no value is left out.
    ///   - isSigned: whether the call is signed.
    init(action: String, version: String, parameters: [(name: String, value: String?)], isSigned: Bool = true) {
        method = .post
        path = "/"
        query = ""
        let all = [("Action", action), ("Version", version)] + parameters
        body = Array(Self.form(all).utf8)
        contentType = .form
        self.isSigned = isSigned
        retryScope = .standard
        condition = nil
    }

    /// Writes names and values as queries and forms have them; what has no value is left out.
    private static func form(_ parameters: [(name: String, value: String?)]) -> String {
        parameters.compactMap { name, value in
            value.map { PercentEncoding.encode(name) + "=" + PercentEncoding.encode($0) }
        }
        .joined(separator: "&")
    }
}

/// What a request rests on: an answer that grows old, after which the request may not be sent any more.
///
/// It is asked before credentials are, after the request is signed, and as the request is written to the wire: slow
/// credentials, connecting, a full pool and a suspended machine may come between.
package struct SendCondition: Sendable {
    /// Whether the request may be written to the wire now.
    package let isMet: @Sendable () -> Bool
    /// How long ago the question was sent whose answer the request rests on.
    package let age: @Sendable () -> Duration

    /// Makes a condition.
    ///
    /// - Parameters:
    ///   - isMet: tells whether the request may be written to the wire, each time that it is asked.
    ///   - age: tells how long ago the question was sent whose answer the request rests on.
    package init(isMet: @escaping @Sendable () -> Bool, age: @escaping @Sendable () -> Duration) {
        self.isMet = isMet
        self.age = age
    }

    /// Holds a request back that may not be sent any more.
    ///
    /// - Parameter keyAge: how long the keys of the signature have been in use; nil when they are the first.
    /// - Throws: `HTTPTransportError`, `heldBack`, when the condition is not met, or its answer was got with other keys.
    func check(keyAge: Duration? = nil) throws(HTTPTransportError) {
        guard isMet() else { throw .heldBack }
        guard let keyAge, age() > keyAge else { return }
        throw HTTPTransportError(
            .heldBack,
            code: "HeldBack",
            message: "the credentials changed after the loop was looked at: nothing was sent"
        )
    }
}
