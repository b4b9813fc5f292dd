package import AWSSigning
package import HumanLoops
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Support

/// Runs a simulator for as long as a body of work takes.
///
/// It installs no signal handlers and writes nothing; when the body ends, or its task is cancelled, the server ends too,
/// and with it every connection.
package func withSimulator<C: Clock, Value: Sendable>(
    _ loops: SimulatedHumanLoops,
    configuration: SimulatorConfiguration = SimulatorConfiguration(),
    clock: C,
    body: (Simulator) async throws -> Value
) async throws -> Value where C.Duration == Duration {
    let (ports, announcement) = AsyncThrowingStream<Int, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let responder = RuntimeResponder(
        endpoint: RuntimeEndpoint(loops, configuration: configuration),
        clock: clock,
        onRequest: configuration.onRequest
    )
    let server = configuration.server(responder) { announcement.yield($0) }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            do {
                try await server.run()
                announcement.finish()
            } catch {
                announcement.finish(throwing: error)
            }
        }
        let result: Result<Value, any Error>
        do {
            result = .success(
                try await body(Simulator(url: try await configuration.url(listeningAt: ports), loops: loops))
            )
        } catch {
            result = .failure(error)
        }
        // NIO traps when serving is cancelled while a connection is accepted and not yet served
        // (https://github.com/apple/swift-nio/issues/3481). So the listening socket is closed first; when that issue is
        // resolved, cancelling is enough.
        group.addTask { try? await server.shutdownGracefully() }
        group.addTask { try? await clock.sleep(for: shutdownGrace) }
        _ = try await group.next()
        group.cancelAll()
        return try result.get()
    }
}

/// How long connections that are still open may take to end before they are cut off.
private let shutdownGrace = Duration.milliseconds(500)

extension SimulatorConfiguration {
    /// Makes a server that tells its port when it listens.
    fileprivate func server(
        _ responder: RuntimeResponder<some Clock<Duration>>,
        onListening: @escaping @Sendable (Int) -> Void
    ) -> Server<HTTP1Channel> {
        Server(
            childChannelSetup: HTTP1Channel { request, writer, _ in
                try await responder.respond(to: request, writer: writer)
            },
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { onListening($0.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "a2i-simulator") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Waits for the server to listen.
    fileprivate func url(listeningAt ports: AsyncThrowingStream<Int, any Error>) async throws -> String {
        var reason = "the server ended at once"
        do {
            var iterator = ports.makeAsyncIterator()
            if let port = try await iterator.next() {
                return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)\(basePath)"
            }
        } catch {
            let system = (error as? IOError).map { SystemCallError(code: $0.errnoCode) }
            reason = system.map { "\($0)" } ?? "an unknown error of type \(type(of: error))"
        }
        throw SimulatorError(host: host, port: port, reason: reason)
    }
}

/// A simulator that is listening.
package struct Simulator: Sendable {
    /// The endpoint URL for a client, without a slash at its end.
    package let url: String
    package let loops: SimulatedHumanLoops
}

/// Where the simulator listens, and whom it lets in.
package struct SimulatorConfiguration: Sendable {
    /// 127.0.0.1 by default, which only this machine reaches.
    package var host = "127.0.0.1"
    package var port = 0
    /// What comes before `/human-loops` in each path, such as `/a2i`; nothing by default.
    package var basePath = ""
    /// Nil, the default, lets every request in without a signature.
    package var credentials: AWSCredentials?
    /// Nil, the default, for never.
    package var credentialsExpiration: Timestamp?
    /// Is called with each request, on the thread that answers it, which waits for it.
    package var onRequest: (@Sendable (RequestLogEntry) -> Void)?

    package init() {}
}

package struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int
    package let reason: String

    package var description: String { "cannot listen at \(host):\(port): \(reason)" }
}
