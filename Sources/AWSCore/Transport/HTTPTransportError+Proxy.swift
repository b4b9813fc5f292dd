import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

extension HTTPTransportError {
    /// Names the trouble that a proxy is to blame for; nothing has reached the endpoint then.
    ///
    /// - Returns: nil when the trouble lies beyond the proxy.
    init?(_ error: any Error, of proxy: ProxyServer, to endpoint: ServiceEndpoint) {
        let exception = "name '\(endpoint.host)' in NO_PROXY if it can be reached without"
        let found: (code: String, trouble: String)?
        switch error {
        case let error as HTTPClientError:
            found = Self.words(for: error, of: proxy, to: "\(endpoint.host):\(endpoint.port)", exception)
        case is HTTPParserError: found = ("ProxyRefused", "does not answer as an HTTP proxy does: is it one?")
        case is NIOConnectionError, is IOError:
            let reason = Self.reason(forConnection: error)
            found = ("ProxyUnreachable", "cannot be reached (\(reason)): check it, or \(exception)")
        default: found = nil
        }
        guard let found else { return nil }
        self.init(
            .unreachable,
            code: found.code,
            message: "the proxy \(proxy) of \(proxy.variable) \(found.trouble)"
        )
    }

    /// Names the trouble that the client itself has a name for.
    ///
    /// - Returns: nil when the trouble lies beyond the proxy.
    private static func words(
        for error: HTTPClientError,
        of proxy: ProxyServer,
        to target: String,
        _ exception: String
    ) -> (code: String, trouble: String)? {
        switch error {
        case .proxyAuthenticationRequired where proxy.login == nil:
            (
                "ProxyAuthenticationRequired",
                "asks for a user and a password (status 407): write them into the variable, percent-encoded, "
                    + "as in http://user:password@\(proxy.host):\(proxy.port)"
            )
        case .proxyAuthenticationRequired:
            (
                "ProxyAuthenticationRequired",
                "does not accept the user and the password that stand in the variable (status 407): "
                    + "special characters in them must be percent-encoded"
            )
        case .invalidProxyResponse:
            ("ProxyRefused", "will not connect to \(target): have that allowed there, or \(exception)")
        case .remoteConnectionClosed:
            ("ProxyRefused", "closed the connection instead of connecting to \(target): is it an HTTP proxy?")
        case .connectTimeout, .httpProxyHandshakeTimeout:
            ("ConnectTimeout", "brings no connection to \(target) in time: check it, or \(exception)")
        default: nil
        }
    }
}
