import NIOCore

/// Waits for the end of a request's head, then behaves.
final class RawServerHandler: ChannelInboundHandler {
    /// What comes in.
    typealias InboundIn = ByteBuffer
    /// What goes out.
    typealias OutboundOut = ByteBuffer

    /// What to do once the request has come.
    private let behaviour: RawServer.Behaviour
    /// What has come so far.
    private var received = ""
    /// How many requests have come.
    private var requestCount = 0
    /// Where all that comes is kept.
    private let log: RawServer.Log?

    /// Makes a handler for one connection.
    init(_ behaviour: RawServer.Behaviour, _ log: RawServer.Log?) {
        self.behaviour = behaviour
        self.log = log
    }

    /// Collects bytes until the empty line.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        log?.add(text)
        received += text
        guard received.contains("\r\n\r\n") else { return }
        received = ""
        requestCount += 1
        switch behaviour {
        case .silence: break
        case .write(let text, let thenClose):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            // The other half stays open: bytes of the request that come later would be answered by a reset.
            if thenClose { context.close(mode: .output, promise: nil) }
        case .writeTimes(let count, let text) where requestCount <= count:
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .writeTimes: context.close(promise: nil)
        }
    }
}
