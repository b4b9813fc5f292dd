/// A transport that never uses a proxy: for the metadata services of instances and containers.
///
/// It shares the connections of another transport. Their answers come within milliseconds or not at all, so each request
/// says for itself how long it may take.
package struct DirectTransport: HTTPTransport {
    /// The transport whose connections are used.
    private let transport: AsyncHTTPClientTransport

    /// Makes a transport beside another one.
    init(beside transport: AsyncHTTPClientTransport) {
        self.transport = transport
    }

    /// Sends a request and waits for its whole answer.
    ///
    /// - Throws: `HTTPTransportError` when there was no whole answer.
    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        try await transport.send(request, through: nil)
    }
}
