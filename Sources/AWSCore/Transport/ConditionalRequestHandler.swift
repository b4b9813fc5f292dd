import NIOCore
import NIOHTTP1

/// Holds each conditional request until it is whole, and then writes all of it at once, or nothing.
///
/// It stands right behind the encoder of a connection: whatever a request has waited for lies behind it by then. Other
/// requests pass.
final class ConditionalRequestHandler: ChannelOutboundHandler {
    /// What comes from the HTTP client.
    typealias OutboundIn = HTTPClientRequestPart
    /// What goes to the encoder.
    typealias OutboundOut = HTTPClientRequestPart

    /// What is done with the parts that come.
    private enum State {
        /// They are written as they come.
        case passing
        /// They are kept until the request is whole; the request is nil when its call is over.
        case holding(ConditionalRequest?, [HTTPClientRequestPart])
        /// They are thrown away, for the connection is being closed.
        case refusing
    }

    /// The requests of the transport.
    private let requests: ConditionalRequests
    /// What is done with the parts that come.
    private var state = State.passing

    /// Makes the handler of one connection.
    init(_ requests: ConditionalRequests) {
        self.requests = requests
    }

    /// Puts a handler into a connection, in front of its encoder; it must be called on the connection's thread.
    ///
    /// - Throws: `ChannelPipelineError` when the connection has no encoder.
    static func add(to channel: any Channel, for requests: ConditionalRequests) throws {
        let pipeline = channel.pipeline.syncOperations
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        try pipeline.addHandler(ConditionalRequestHandler(requests), position: .after(encoder))
    }

    /// Writes a part, keeps it, or throws it away.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        switch (state, part) {
        case (.passing, .head(let head)):
            guard let number = head.headers.first(name: ConditionalRequest.header) else {
                context.write(data, promise: promise)
                return
            }
            var head = head
            head.headers.remove(name: ConditionalRequest.header)
            state = .holding(requests[number], [.head(head)])
            promise?.succeed()
        case (.passing, _): context.write(data, promise: promise)
        case (.holding(let request, let parts), .end):
            if request?.mayBeSent() ?? false {
                state = .passing
                for part in parts { context.write(wrapOutboundOut(part), promise: nil) }
                context.write(data, promise: promise)
            } else {
                refuse(context, promise)
            }
        case (.holding(let request, let parts), _):
            state = .holding(request, parts + [part])
            // The client sends the next part, and the end, only after this one.
            promise?.succeed()
        case (.refusing, _): promise?.fail(ConditionalRequest.HeldBack())
        }
    }

    /// Ends a request that may not be sent, and its connection with it.
    private func refuse(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        state = .refusing
        // The client is in the middle of writing, and takes no errors before it is done with that.
        context.eventLoop.assumeIsolated().execute {
            context.fireErrorCaught(ConditionalRequest.HeldBack())
            promise?.fail(ConditionalRequest.HeldBack())
            context.close(promise: nil)
        }
    }
}
