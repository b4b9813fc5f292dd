import NIOCore
import NIOHTTP1

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
