package import AWSSigning
package import HumanLoops
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// Runs a simulator for as long as a body of work takes.
///
/// It installs no signal handlers and writes nothing; when the body ends, or its task is cancelled, the server ends too,
/// and with it every connection.
///
/// - Parameters:
///   - loops: the service to play.
///   - configuration: where to listen, and whom to let in.
///   - clock: what the service's delays are waited for with.
///   - body: the work; it is told where the simulator is.
/// - Returns: what the body returns.
/// - Throws: `SimulatorError` when the simulator cannot listen; else what the body throws.
package func withSimulator<C: Clock, Value: Sendable>(
    _ loops: SimulatedHumanLoops,
    configuration: SimulatorConfiguration = SimulatorConfiguration(),
    clock: C,
    body: (Simulator) async throws -> Value
) async throws -> Value where C.Duration == Duration {
    let endpoint = RuntimeEndpoint(loops, configuration: configuration)
    let responder = RuntimeResponder(endpoint, clock: clock, onRequest: configuration.onRequest)
    let (ports, announcement) = AsyncThrowingStream<Int, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let server = Server(
        childChannelSetup: HTTP1Channel { request, writer, _ in
            try await responder.respond(to: request, writer: writer)
        },
        configuration: ServerConfiguration(address: .hostname(configuration.host, port: configuration.port)),
        onServerRunning: { announcement.yield($0.localAddress?.port ?? configuration.port) },
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: Logger(label: "a2i-simulator") { _ in SwiftLogNoOpLogHandler() }
    )
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
    /// Waits for the server to listen.
    ///
    /// - Returns: the endpoint URL.
    /// - Throws: `SimulatorError` when the server ends instead.
    fileprivate func url(listeningAt ports: AsyncThrowingStream<Int, any Error>) async throws -> String {
        var reason = "the server ended at once"
        do {
            var iterator = ports.makeAsyncIterator()
            if let port = try await iterator.next() {
                return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)\(basePath)"
            }
        } catch {
            reason = String(describing: error)
        }
        throw SimulatorError(host: host, port: port, reason: reason)
    }
}

/// A simulator that is listening.
package struct Simulator: Sendable {
    /// Where it is reached: the endpoint URL for a client, without a slash at its end.
    package let url: String
    /// The service that it plays.
    package let loops: SimulatedHumanLoops
}

/// Where the simulator listens, and whom it lets in.
package struct SimulatorConfiguration: Sendable {
    /// The address to listen at; 127.0.0.1 by default, which only this machine reaches.
    package var host = "127.0.0.1"
    /// The port to listen at, 0 to 65535; 0, the default, takes a free one.
    package var port = 0
    /// What stands before `/human-loops` in each path, such as `/a2i`; nothing by default.
    package var basePath = ""
    /// The keys that requests have to be signed with; nil, the default, lets every request in.
    package var credentials: AWSCredentials?
    /// When the session of the credentials ends; nil, the default, for never.
    package var credentialsExpiration: Timestamp?
    /// Is told of each request, on the thread that answers it; nil, the default, for no one.
    ///
    /// It must not wait: the answer waits for it.
    package var onRequest: (@Sendable (RequestLogEntry) -> Void)?

    /// Listens at a free port of this machine, and lets every request in.
    package init() {}
}

/// Why the simulator could not begin.
package struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address that was asked for.
    package let host: String
    /// The port that was asked for.
    package let port: Int
    /// The system's words.
    package let reason: String

    /// One line for a person, without a full stop.
    package var description: String { "cannot listen at \(host):\(port): \(reason)" }
}
