import NIOCore
import NIOPosix
import Synchronization

/// A server on a loopback port that answers each connection with bytes, whatever they are.
package enum RawServer {
    /// What the server does once a request has come.
    package enum Behaviour: Sendable {
        /// It writes bytes, and closes the connection if asked to.
        case write(String, thenClose: Bool)
        /// It says nothing and keeps the connection.
        case silence
        /// It writes bytes for so many requests of a connection, and closes it without a word at the next.
        case writeTimes(Int, String)
    }

    /// What came to a server, over all its connections.
    package final class Log: Sendable {
        /// The bytes as text.
        private let bytes = Mutex("")

        /// Starts with nothing.
        package init() {}

        /// What came so far.
        package var text: String { bytes.withLock { $0 } }

        /// Adds what came.
        func add(_ text: String) { bytes.withLock { $0 += text } }
    }

    /// Runs a body with the URL of a server, and closes the server when the body ends.
    ///
    /// - Parameters:
    ///   - behaviour: what the server does once a request has come.
    ///   - log: where all that comes is kept; nil, the default, for nowhere.
    ///   - body: what is done with the server.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws, or the trouble of listening.
    package static func withServer<Output: Sendable>(
        _ behaviour: Behaviour,
        log: Log? = nil,
        _ body: (_ url: String) async throws -> Output
    ) async throws -> Output {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 16)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawServerHandler(behaviour, log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        let result: Result<Output, any Error>
        do {
            result = .success(try await body("http://127.0.0.1:\(port)"))
        } catch {
            result = .failure(error)
        }
        try await channel.close().get()
        try await group.shutdownGracefully()
        return try result.get()
    }
}
