import AWSSigning
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The transport over async-http-client: HTTP/1.1 with kept connections, one event-loop thread, no redirects.
///
/// The one thread matters: all that a call reports happens on it in order, so that "the request was not sent" is known.
package final class AsyncHTTPClientTransport: HTTPTransport {
    /// The client whose connections are used.
    private let client: HTTPClient
    /// The limits.
    private let configuration: HTTPTransportConfiguration

    /// Makes a transport whose connections live on an event loop.
    private init(eventLoop: any EventLoop, configuration: HTTPTransportConfiguration) {
        self.configuration = configuration
        client = HTTPClient(
            eventLoopGroupProvider: .shared(eventLoop),
            configuration: Self.clientConfiguration(configuration)
        )
    }

    /// Runs a body with a transport, and closes the transport's connections when the body ends.
    ///
    /// - Throws: what the body throws, or the trouble of closing.
    package static func withTransport<Output: Sendable>(
        _ configuration: HTTPTransportConfiguration,
        _ body: (AsyncHTTPClientTransport) async throws -> Output
    ) async throws -> Output {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let transport = AsyncHTTPClientTransport(eventLoop: group.next(), configuration: configuration)
        let outcome: Result<Output, any Error>
        do {
            outcome = .success(try await body(transport))
        } catch {
            outcome = .failure(error)
        }
        try await transport.client.shutdown()
        try await group.shutdownGracefully()
        return try outcome.get()
    }

    /// Sends a request and waits for its whole answer.
    ///
    /// - Throws: `HTTPTransportError` when there was no whole answer.
    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        guard !Task.isCancelled else { throw .cancelled }
        let collector = ResponseCollector(maximumBodyBytes: configuration.maximumBodyBytes)
        let timeout = min(request.timeout ?? configuration.callTimeout, configuration.callTimeout)
        do {
            let task = client.execute(
                request: try Self.clientRequest(request),
                delegate: collector,
                deadline: .now() + TimeAmount(timeout)
            )
            return try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                task.cancel()
            }
        } catch {
            throw HTTPTransportError(error, wasSent: collector.wasSent, endpoint: request.endpoint)
        }
    }

    /// Puts a request into the client's form; the path and the query go over the wire byte for byte.
    ///
    /// - Throws: `HTTPClientError` when the client cannot read the URL.
    private static func clientRequest(_ request: HTTPRequest) throws -> HTTPClient.Request {
        var headers = HTTPHeaders()
        headers.reserveCapacity(request.headers.count + 2)
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        let endpoint = request.endpoint
        return try HTTPClient.Request(
            url: "\(endpoint.scheme.rawValue)://\(endpoint.authority)\(request.target)",
            method: .init(rawValue: request.method.rawValue),
            headers: headers,
            body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body))
        )
    }

    /// Puts the limits into the client's form.
    private static func clientConfiguration(_ limits: HTTPTransportConfiguration) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let bundle = limits.certificateBundle { tls.trustRoots = .file(bundle) }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls,
            // A redirect would carry the session token to another host.
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: TimeAmount(limits.connectTimeout),
                read: TimeAmount(limits.readTimeout)
            ),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.maximumConnections
        // Without this a refused connection is tried again until the call's deadline; trying again is decided above.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
