import AWSSigning
import AsyncHTTPClient
import NIOCore
import NIOSSL
import Support

extension HTTPClient.Configuration {
    /// Puts the limits into the client's form.
    ///
    /// - Parameters:
    ///   - limits: the limits, and whose certificates are trusted.
    ///   - proxy: the proxy that all connections are made through; nil for none.
    init(_ limits: HTTPTransportConfiguration, through proxy: ProxyServer?) {
        var tls = TLSConfiguration.makeClientConfiguration()
        if let paths = limits.trustStore?.paths, let first = paths.first {
            tls.trustRoots = .file(first)
            tls.additionalTrustRoots = paths.dropFirst().map { .file($0) }
        }
        self.init(
            tlsConfiguration: tls,
            // A redirect would carry the session token to another host.
            redirectConfiguration: .disallow,
            timeout: .init(
                connect: TimeAmount(limits.connectTimeout),
                read: TimeAmount(limits.readTimeout)
            ),
            proxy: proxy.map { Proxy($0) },
            decompression: .disabled
        )
        httpVersion = .http1Only
        // No one listens to spans here, and making them costs three parts in a hundred of a call.
        tracing.tracer = nil
        connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = limits.maximumConnections
        // Without this a refused connection is tried again until the call's deadline; trying again is decided above.
        connectionPool.retryConnectionEstablishment = false
    }
}

extension HTTPClient.Configuration.Proxy {
    /// Puts a proxy into the client's form, which has an IPv6 address without its brackets.
    fileprivate init(_ proxy: ProxyServer) {
        let host = proxy.host.hasPrefix("[") ? String(proxy.host.dropFirst().dropLast()) : proxy.host
        let login = proxy.login.map {
            HTTPClient.Authorization.basic(username: $0.user.exposed, password: $0.password.exposed)
        }
        self = .server(host: host, port: proxy.port, authorization: login)
    }
}
