import AsyncHTTPClient
import AWSSigning
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The transport over async-http-client: HTTP/1.1 with kept connections, one event-loop thread, no redirects.
///
/// The one thread matters: all that a call reports happens on it in order, so that "the request was not sent" is known.
package final class AsyncHTTPClientTransport: HTTPTransport {
    /// The thread of the connections, on which whatever sends requests had best run while the transport lasts.
    package let taskExecutor: (any TaskExecutor)?
    private let eventLoop: any EventLoop
    private let configuration: HTTPTransportConfiguration
    /// One for each proxy, and the one without; each has connections of its own.
    private let clients = Mutex<[ProxyServer?: HTTPClient]>([:])
    private let conditionalRequests = ConditionalRequests()

    private init(eventLoop: any EventLoop, configuration: HTTPTransportConfiguration) {
        taskExecutor = EventLoopTaskExecutor(eventLoop)
        self.eventLoop = eventLoop
        self.configuration = configuration
    }

    /// Runs a body with a transport, and closes the transport's connections when the body ends.
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
        for client in transport.clients.withLock({ Array($0.values) }) { try await client.shutdown() }
        try await group.shutdownGracefully()
        return try outcome.get()
    }

    /// Sends a request through a proxy where the settings say so, and waits for its whole answer.
    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        if request.avoidsProxies { return try await send(request, through: nil) }
        return switch configuration.proxies.decision(for: request.endpoint) {
        case .through(let proxy): try await send(request, through: proxy)
        case .unset, .local, .excepted: try await send(request, through: nil)
        case .impossible(let error):
            throw HTTPTransportError(.unreachable, code: "ProxyNotUsable", message: error.description)
        }
    }

    private func send(_ request: HTTPRequest, through proxy: ProxyServer?) async throws(HTTPTransportError)
        -> HTTPResponse
    {
        guard !Task.isCancelled else { throw .cancelledUnsent }
        try request.condition?.check()
        let conditional = request.condition.map { conditionalRequests.add($0) }
        defer { if let conditional { conditionalRequests.remove(conditional) } }
        let collector = ResponseCollector(maximumBodyBytes: configuration.maximumBodyBytes)
        let timeout = min(request.timeout ?? configuration.callTimeout, configuration.callTimeout)
        var response: HTTPResponse
        do {
            let task = client(through: proxy).execute(
                request: try Self.clientRequest(request, conditional),
                delegate: collector,
                deadline: .now() + TimeAmount(timeout)
            )
            response = try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                task.cancel()
            }
        } catch {
            // A conditional request is held until it is whole, which the client does not know.
            let wasSent = conditional?.wasSent ?? collector.wasSent
            let trouble = HTTPTransportError(error, wasSent: wasSent, endpoint: request.endpoint, proxy: proxy)
            throw trouble.isOfCertificate ? await explained(trouble, request.endpoint, proxy) : trouble
        }
        // Before anybody cuts an error's words short. What succeeds may have to bring a secret, and is never shown.
        if response.status >= 300 { response = response.withoutSecrets() }
        if let error = HTTPTransportError(redirect: response, from: request.endpoint) { throw error }
        return response
    }

    /// Says why a certificate was not trusted, where the server shows it once more.
    private func explained(
        _ trouble: HTTPTransportError,
        _ endpoint: ServiceEndpoint,
        _ proxy: ProxyServer?
    ) async -> HTTPTransportError {
        let look = await CertificateInspector.look(
            at: endpoint,
            through: proxy,
            timeout: min(configuration.connectTimeout, .seconds(5)),
            on: eventLoop
        )
        return look.map { trouble.told(by: $0, of: endpoint, configuration.trustStore) } ?? trouble
    }

    private func client(through proxy: ProxyServer?) -> HTTPClient {
        clients.withLock { clients in
            if let client = clients[proxy] { return client }
            var settings = HTTPClient.Configuration(configuration, through: proxy)
            settings.http1_1ConnectionDebugInitializer = { [conditionalRequests] channel in
                channel.eventLoop.makeCompletedFuture {
                    try ResponseStatusHandler.add(to: channel)
                    try ConditionalRequestHandler.add(to: channel, for: conditionalRequests)
                }
            }
            let client = HTTPClient(eventLoopGroupProvider: .shared(eventLoop), configuration: settings)
            clients[proxy] = client
            return client
        }
    }

    /// The path and the query go over the wire byte for byte.
    private static func clientRequest(
        _ request: HTTPRequest,
        _ conditional: ConditionalRequest?
    ) throws -> HTTPClient.Request {
        var headers = HTTPHeaders()
        headers.reserveCapacity(request.headers.count + 3)
        if let conditional { headers.add(name: ConditionalRequest.header, value: conditional.number) }
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        let endpoint = request.endpoint
        return try HTTPClient.Request(
            url: "\(endpoint.scheme.rawValue)://\(endpoint.authority)\(request.target)",
            method: .init(rawValue: request.method.rawValue),
            headers: headers,
            body: request.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: request.body))
        )
    }
}

/// Runs tasks on an event loop's thread, so that the answer of a call is worked on where it arrived.
final class EventLoopTaskExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
