import NIOCore
import NIOPosix
import Testing

/// A client that sees the bytes as they come.
enum RawConnection {
    /// Sends text, and reads all that comes until the server closes the connection.
    ///
    /// - Returns: the bytes as text; empty when the connection was closed without an answer.
    static func exchange(_ text: String, with url: String) async throws -> String {
        let port = try #require(url.split(separator: ":" as Character).last.flatMap { Int($0) })
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var received = ""
            do {
                for try await buffer in inbound { received += String(buffer: buffer) }
            } catch is IOError {
                // A reset is a close without an answer as well.
            }
            return received
        }
    }

    /// Opens a connection and sends text, and leaves the connection open.
    static func open(_ text: String, with url: String) async throws -> any Channel {
        let port = try #require(url.split(separator: ":" as Character).last.flatMap { Int($0) })
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: text))
        return channel
    }

    /// Sends a request that asks for the connection to be closed after it.
    static func request(_ line: String, body: String = "", to url: String) async throws -> String {
        let head =
            "\(line) HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
        return try await exchange(head + body, with: url)
    }
}
