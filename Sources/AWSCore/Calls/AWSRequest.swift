import AWSSigning

/// One call of a service, before it has an endpoint and a signature.
package struct AWSRequest: Sendable {
    enum ContentType: String, Sendable {
        case json = "application/json"
        case form = "application/x-www-form-urlencoded"
    }

    package let method: HTTPMethod
    /// Percent-encoded, beginning with a slash.
    package let path: String
    /// Percent-encoded; empty when there is none.
    package let query: String
    package let body: [UInt8]
    let contentType: ContentType
    package let retryScope: RetryScope
    /// What has to hold as the request is written to the wire; nil for a request that may always be sent.
    let condition: SendCondition?

    /// Makes a call with a JSON body; all parts are percent-encoded here, and names without a value are left out.
    package init(
        _ method: HTTPMethod,
        segments: [String],
        query: [(name: String, value: String?)] = [],
        body: [UInt8] = [],
        retryScope: RetryScope,
        condition: SendCondition? = nil
    ) {
        self.method = method
        path = segments.reduce(into: "") { $0 += "/" + PercentEncoding.encode($1) }
        self.query = Self.form(query)
        self.body = body
        contentType = .json
        self.retryScope = retryScope
        self.condition = condition
    }

    /// Makes a call of a service of the query protocol: the action and its parameters are a form.
    init(action: String, version: String, parameters: [(name: String, value: String?)]) {
        method = .post
        path = "/"
        query = ""
        let all = [("Action", action), ("Version", version)] + parameters
        body = Array(Self.form(all).utf8)
        contentType = .form
        retryScope = .standard
        condition = nil
    }

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
    /// How long the request may still be written; negative when that is over.
    package let timeLeft: @Sendable () -> Duration
    /// How long ago the question was sent whose answer the request rests on.
    package let age: @Sendable () -> Duration

    package init(timeLeft: @escaping @Sendable () -> Duration, age: @escaping @Sendable () -> Duration) {
        self.timeLeft = timeLeft
        self.age = age
    }

    /// Throws `heldBack` when it is not met, or its answer was got with other keys; `keyAge` is nil for the first keys.
    func check(keyAge: Duration? = nil) throws(HTTPTransportError) {
        guard timeLeft() >= .zero else { throw .heldBack }
        guard let keyAge, age() > keyAge else { return }
        throw HTTPTransportError(
            .heldBack,
            code: "HeldBack",
            message: "the credentials changed after the loop was looked at: nothing was sent"
        )
    }
}
