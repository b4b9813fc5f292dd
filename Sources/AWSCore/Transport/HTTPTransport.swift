/// What carries a request to a service and the answer back, once: trying again is decided above it.
package protocol HTTPTransport: Sendable {
    /// Sends a request and waits for its whole answer; any status is an answer, and redirects are not followed.
    ///
    /// - Throws: `HTTPTransportError` when there was no whole answer.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
}
