import NIOCore
import NIOHTTP1
import Synchronization

/// A request on its way to a connection that may be sent only while its condition is met.
final class ConditionalRequest: Sendable {
    /// What a request failed with that was not sent.
    struct HeldBack: Error {}

    /// The private header that holds the request's number inside the HTTP client; it never leaves the process.
    static let header = "x-loopsweep-conditional-request"

    /// The number by which a connection finds it.
    let number: String
    private let condition: SendCondition
    /// Whether it was given to the socket.
    private let sent = Mutex(false)

    init(_ number: String, _ condition: SendCondition) {
        self.number = number
        self.condition = condition
    }

    var wasSent: Bool { sent.withLock { $0 } }

    /// Has it written while its condition is met; tells whether it was.
    func send(before deadline: SendDeadline, _ write: () -> Void) -> Bool {
        deadline.send(within: condition.timeLeft) {
            sent.withLock { $0 = true }
            write()
        }
    }
}

/// The conditional requests of a transport that wait for a connection, or for its answer.
final class ConditionalRequests: Sendable {
    private let state = Mutex((requests: [String: ConditionalRequest](), lastNumber: 0))

    func add(_ condition: SendCondition) -> ConditionalRequest {
        state.withLock { state in
            state.lastNumber += 1
            let request = ConditionalRequest(String(state.lastNumber), condition)
            state.requests[request.number] = request
            return request
        }
    }

    /// Forgets a request whose call is over; should a connection come to it yet, it is not sent.
    func remove(_ request: ConditionalRequest) {
        _ = state.withLock { $0.requests.removeValue(forKey: request.number) }
    }

    /// Nil when the request's call is over.
    subscript(number: String) -> ConditionalRequest? { state.withLock { $0.requests[number] } }
}

/// Holds each conditional request until it is whole, and then writes all of it at once, or nothing.
///
/// It stands right behind the encoder of a connection: whatever a request has waited for lies behind it by then. Other
/// requests pass.
final class ConditionalRequestHandler: ChannelOutboundHandler {
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    private enum State {
        case passing
        /// They are kept until the request is whole; the request is nil when its call is over.
        case holding(ConditionalRequest?, [HTTPClientRequestPart])
        /// They are thrown away, for the connection is being closed.
        case refusing
    }

    private let requests: ConditionalRequests
    private let deadline = SendDeadline()
    private var state = State.passing

    /// It must be called on the connection's thread.
    init(_ requests: ConditionalRequests) { self.requests = requests }

    /// Puts a handler into a connection, in front of its encoder.
    static func add(to channel: any Channel, for requests: ConditionalRequests) throws {
        let pipeline = channel.pipeline.syncOperations
        let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
        try pipeline.addHandler(ConditionalRequestHandler(requests), position: .after(encoder))
    }

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
            state = .passing
            let isSent = request?.send(before: deadline) {
                for part in parts { context.write(wrapOutboundOut(part), promise: nil) }
                context.writeAndFlush(data, promise: promise)
            }
            if isSent != true { refuse(context, promise) }
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
