import AsyncHTTPClient
import AWSSigning
import NIOCore
import NIOSSL
import Support

/// What carries a request to a service and the answer back, once: trying again is decided above it.
package protocol HTTPTransport: Sendable {
    /// Where tasks that send requests had best run, such as the thread on which the answers arrive; nil for anywhere.
    var taskExecutor: (any TaskExecutor)? { get }

    /// Sends a request and waits for its whole answer; any status is an answer, and redirects are not followed.
    ///
    /// A request that has a condition is written to the wire only while that is met, else `heldBack` is thrown.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
}

extension HTTPTransport {
    package var taskExecutor: (any TaskExecutor)? { nil }
}

/// The limits of a transport, and the way it takes.
package struct HTTPTransportConfiguration: Hashable, Sendable {
    /// To one host: the number of calls in flight.
    package var maximumConnections: Int
    /// TLS included.
    package var connectTimeout: Duration = .seconds(10)
    /// The longest silence while waiting for an answer; as in the AWS CLI.
    package var readTimeout: Duration = .seconds(60)
    /// Body included.
    package var callTimeout: Duration = .seconds(70)
    /// In bytes.
    package var maximumBodyBytes = 4 << 20
    /// Nil for the choice of the TLS library.
    package var trustStore: TrustStore?
    package var proxies = ProxySettings.none
}

extension HTTPTransportConfiguration {
    /// Makes the limits that hold where a caller sets no others.
    package init(connections: Int) { self.init(maximumConnections: connections) }
}

extension HTTPClient.Configuration {
    init(_ limits: HTTPTransportConfiguration, through proxy: ProxyServer?) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.trustRoots = limits.trustStore?.roots
        self.init(
            tlsConfiguration: tls,
            // A redirect would carry the session token to another host.
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(limits.connectTimeout), read: TimeAmount(limits.readTimeout)),
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
