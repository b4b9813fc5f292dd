import AsyncHTTPClient
import AWSSigning
import NIOCore
import NIOHTTP1
import Synchronization

/// Gathers one answer from the client's event loop, and remembers whether the request left.
final class ResponseCollector: HTTPClientResponseDelegate {
    private struct Progress {
        /// Whether the request, or a part of it, was given to the socket.
        var wasSent = false
        /// Nil before it came.
        var head: HTTPResponseHead?
        var body: [UInt8] = []
    }

    struct BodyTooLong: Error {}

    /// In bytes.
    private let maximumBodyBytes: Int
    private let progress = Mutex(Progress())

    init(maximumBodyBytes: Int) { self.maximumBodyBytes = maximumBodyBytes }

    var wasSent: Bool { progress.withLock { $0.wasSent } }

    func didSendRequestHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPRequestHead) {
        progress.withLock { $0.wasSent = true }
    }

    func didReceiveHead(task: HTTPClient.Task<HTTPResponse>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        progress.withLock { $0.head = head }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<HTTPResponse>, _ part: ByteBuffer) -> EventLoopFuture<Void> {
        let fits = progress.withLock { progress in
            guard progress.body.count + part.readableBytes <= maximumBodyBytes else { return false }
            progress.body.append(contentsOf: part.readableBytesView)
            return true
        }
        return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(BodyTooLong())
    }

    /// Throws when no head came, which the client rules out.
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
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var isRefusing = false

    /// Puts a handler into a connection, behind its decoder; it must be called on the connection's thread.
    static func add(to channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
        try pipeline.addHandler(ResponseStatusHandler(), position: .after(decoder))
    }

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
