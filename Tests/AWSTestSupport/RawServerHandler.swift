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

    /// Makes a handler for one connection.
    init(_ behaviour: RawServer.Behaviour) {
        self.behaviour = behaviour
    }

    /// Collects bytes until the empty line.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard received.contains("\r\n\r\n") else { return }
        received = ""
        switch behaviour {
        case .silence: break
        case .write(let text, let thenClose):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            if thenClose { context.close(promise: nil) }
        }
    }
}
