import FoundationEssentials
import NIOCore
import NIOPosix
import NIOSSL
import Support

/// Connects to a server that was not trusted once more, to see its certificates and its clock.
///
/// Nothing of ours goes over that connection, and nothing but words is made of what comes.
final class CertificateInspector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// In bytes; the head of an answer is far shorter.
    private static let longestHead = 16_384

    private let endpoint: ServiceEndpoint
    private let proxy: ProxyServer?
    private let done: EventLoopPromise<CertificateLook?>
    /// What came, until a blank line: of the proxy, then of the server.
    private var head = ""
    private var isTunnel = false
    private var chain: [NIOSSLCertificate] = []
    private var serverTime: Int64?

    private init(_ endpoint: ServiceEndpoint, _ proxy: ProxyServer?, _ done: EventLoopPromise<CertificateLook?>) {
        (self.endpoint, self.proxy, self.done) = (endpoint, proxy, done)
    }

    /// Looks, for so long at the most; nil when no certificate was shown in that time.
    static func look(
        at endpoint: ServiceEndpoint,
        through proxy: ProxyServer?,
        timeout: Duration,
        on eventLoop: any EventLoop
    ) async -> CertificateLook? {
        let done = eventLoop.makePromise(of: CertificateLook?.self)
        let bootstrap = ClientBootstrap(group: eventLoop).connectTimeout(TimeAmount(timeout)).channelInitializer {
            channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(CertificateInspector(endpoint, proxy, done))
            }
        }
        let host = proxy?.host ?? endpoint.host
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        let channel = try? await bootstrap.connect(host: bare, port: proxy?.port ?? endpoint.port).get()
        let timer = eventLoop.scheduleTask(in: TimeAmount(timeout)) { channel?.close(promise: nil) }
        defer { timer.cancel() }
        // What has been told before stands.
        if let channel { channel.closeFuture.whenComplete { _ in done.succeed(nil) } } else { done.succeed(nil) }
        return try? await done.futureResult.get()
    }

    func channelActive(context: ChannelHandlerContext) {
        guard let proxy else { return startTLS(context) }
        isTunnel = true
        let target = "\(endpoint.host):\(endpoint.port)"
        let login = proxy.login.map { login in
            let text = Data("\(login.user.exposed):\(login.password.exposed)".utf8).base64EncodedString()
            return "Proxy-Authorization: Basic \(text)\r\n"
        }
        write("CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n\(login ?? "")\r\n", context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        head += String(buffer: unwrapInboundIn(data))
        guard let end = head.firstRange(of: "\r\n\r\n") else {
            if head.utf8.count > Self.longestHead { context.close(promise: nil) }
            return
        }
        let lines = head[..<end.lowerBound].split(separator: "\r\n")
        if isTunnel, lines.first?.dropFirst(9).hasPrefix("200") ?? false {
            (isTunnel, head) = (false, "")
            startTLS(context)
        } else {
            let date = lines.first { $0.lowercased().hasPrefix("date:") }
            serverTime = date.flatMap { HTTPResponse.secondsSinceEpoch($0.dropFirst(5).trimmingBlanks()) }
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Of several addresses the one that was left aside says nothing.
        guard !chain.isEmpty else { return }
        // The system's clock, whatever a caller has in its place, for BoringSSL judged by it.
        let now = Int64(Date().timeIntervalSince1970)
        done.succeed(CertificateLook(chain: chain, now: now, serverTime: serverTime))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Lets any certificate pass, and asks for the time.
    private func startTLS(_ context: ChannelHandlerContext) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .noHostnameVerification
        let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) != nil || endpoint.host.hasPrefix("[")
        do {
            let tls = try NIOSSLClientHandler(
                context: try NIOSSLContext(configuration: configuration),
                serverHostname: isAddress ? nil : endpoint.host,
                customVerificationCallback: { [self] chain, verdict in
                    self.chain = chain
                    verdict.succeed(.certificateVerified)
                }
            )
            try context.pipeline.syncOperations.addHandler(tls, position: .before(self))
            write("HEAD / HTTP/1.1\r\nHost: \(endpoint.authority)\r\nConnection: close\r\n\r\n", context)
        } catch {
            context.close(promise: nil)
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
