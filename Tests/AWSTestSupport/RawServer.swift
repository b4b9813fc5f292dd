import NIOCore
import NIOPosix

/// A server on a loopback port that answers each connection with bytes, whatever they are.
package enum RawServer {
    /// What the server does once a request has come.
    package enum Behaviour: Sendable {
        /// It writes bytes, and closes the connection if asked to.
        case write(String, thenClose: Bool)
        /// It says nothing and keeps the connection.
        case silence
    }

    /// Runs a body with the URL of a server, and closes the server when the body ends.
    ///
    /// - Throws: what the body throws, or the trouble of listening.
    package static func withServer<Output: Sendable>(
        _ behaviour: Behaviour,
        _ body: (_ url: String) async throws -> Output
    ) async throws -> Output {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 16)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawServerHandler(behaviour))
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
