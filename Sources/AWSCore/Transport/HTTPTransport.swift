/// What carries a request to a service and the answer back, once: trying again is decided above it.
package protocol HTTPTransport: Sendable {
    /// Where tasks that send requests had best run, such as the thread on which the answers arrive; nil for anywhere.
    var taskExecutor: (any TaskExecutor)? { get }

    /// Sends a request and waits for its whole answer; any status is an answer, and redirects are not followed.
    ///
    /// A request that has a condition is written to the wire only while that is met, else `heldBack` is thrown.
    ///
    /// - Throws: `HTTPTransportError` when there was no whole answer.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
}

extension HTTPTransport {
    /// Nothing is gained in one place or another.
    package var taskExecutor: (any TaskExecutor)? { nil }
}
