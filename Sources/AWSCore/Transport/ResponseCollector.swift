import AsyncHTTPClient
import AWSSigning
import NIOCore
import NIOHTTP1
import Synchronization

/// Gathers one answer from the client's event loop, and remembers whether the request left.
final class ResponseCollector: HTTPClientResponseDelegate {
    /// What has been seen so far.
    private struct Progress {
        /// Whether the request, or a part of it, was given to the socket.
        var wasSent = false
        /// The answer without its body; nil before its head came.
        var head: HTTPResponseHead?
        /// The bytes of the body so far.
        var body: [UInt8] = []
    }

    /// An answer with more bytes than the limits allow.
    struct BodyTooLong: Error {}

    /// The largest body, in bytes.
    private let maximumBodyBytes: Int
    /// What has been seen so far.
    private let progress = Mutex(Progress())

    /// Starts without an answer.
    init(maximumBodyBytes: Int) {
        self.maximumBodyBytes = maximumBodyBytes
    }

    /// Whether the request, or a part of it, was given to the socket.
    var wasSent: Bool { progress.withLock { $0.wasSent } }

    /// Remembers that the request has left.
    func didSendRequestHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPRequestHead) {
        progress.withLock { $0.wasSent = true }
    }

    /// Keeps the head of the answer.
    func didReceiveHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        progress.withLock { $0.head = head }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    /// Keeps a part of the body, unless it would be too long with it.
    func didReceiveBodyPart(task: HTTPClient.Task<HTTPResponse>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = progress.withLock { progress in
            guard progress.body.count + part.readableBytes <= maximumBodyBytes else { return false }
            progress.body.append(contentsOf: part.readableBytesView)
            return true
        }
        return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(BodyTooLong())
    }

    /// Puts the answer together.
    ///
    /// - Throws: `HTTPClientError.remoteConnectionClosed` when no head came, which the client rules out.
    func didFinishRequest(task: HTTPClient.Task<HTTPResponse>) throws -> HTTPResponse {
        let (head, body) = progress.withLock { ($0.head, $0.body) }
        guard let head else { throw HTTPClientError.remoteConnectionClosed }
        return HTTPResponse(
            status: Int(head.status.code),
            headers: head.headers.map { HTTPHeader($0.name, $0.value) },
            body: body
        )
    }
}

/// Ends an answer whose status is none: below 100.
///
/// async-http-client passes over each head with a status below 200, as one that precedes the answer (`receivedHTTPResponseHead` of
/// its `HTTPRequestStateMachine`, 1.37.0), while the decoder of swift-nio takes only 100 to 199 for such a head. The end of an
/// answer with a lower status then meets a client that still waits for the head, and ends the process.
final class ResponseStatusHandler: ChannelInboundHandler {
    /// What comes from the decoder.
    typealias InboundIn = HTTPClientResponsePart
    /// What goes to the HTTP client.
    typealias InboundOut = HTTPClientResponsePart

    /// Whether the answer was refused, and the rest of it is thrown away.
    private var isRefusing = false

    /// Puts a handler into a connection, behind its decoder; it must be called on the connection's thread.
    ///
    /// - Throws: `ChannelPipelineError` when the connection has no decoder.
    static func add(to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(ResponseStatusHandler(), position: .after(decoder))
    }

    /// Passes a part on, unless it is of an answer without a status.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefusing else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            isRefusing = true
            context.fireErrorCaught(HTTPParserError.invalidStatus)
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }
}
