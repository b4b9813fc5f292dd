import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Support

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension HTTPTransportError {
    /// Classifies what the client failed with.
    ///
    /// What was sent is never called unreachable, whatever the error says: a refused connection and a reset one may
    /// carry the same error number. The error only chooses the words.
    init(_ error: any Error, wasSent: Bool, endpoint: ServiceEndpoint, proxy: ProxyServer? = nil) {
        if error is ConditionalRequest.HeldBack {
            self = .heldBack
        } else if error is CancellationError || error as? HTTPClientError == .cancelled {
            self = wasSent ? .cancelled : .cancelledUnsent
        } else if !wasSent, let proxy, let blamed = HTTPTransportError(error, of: proxy, to: endpoint) {
            self = blamed
        } else {
            let (code, message) = Self.words(for: error, endpoint: endpoint)
            // An answer that merely ends too early is not garbage.
            let isGarbage = (error as? HTTPParserError).map { $0 != .invalidEOFState } ?? false
            let isUnreadable = error is ResponseCollector.BodyTooLong || isGarbage
            self.init(!wasSent ? .unreachable : isUnreadable ? .unreadable : .noAnswer, code: code, message: message)
        }
    }

    private static func words(for error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        switch error {
        case let error as HTTPClientError: words(for: error, endpoint: endpoint)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: words(forTLS: error, endpoint: endpoint)
        case is NIOConnectionError, is IOError: words(forConnection: error, endpoint: endpoint)
        case is ResponseCollector.BodyTooLong:
            ("AnswerTooLong", "the answer of \(endpoint.authority) is longer than allowed")
        case HTTPParserError.invalidEOFState:
            ("AnswerTruncated", "the answer of \(endpoint.authority) ended before its end")
        case is HTTPParserError:
            (
                "AnswerMalformed",
                "the answer of \(endpoint.authority) is not HTTP: is it the service's port, and does that speak TLS (https://)?"
            )
        default:
            ("CallFailed", "the call to \(endpoint.authority) failed: \(reason(forConnection: error))")
        }
    }

    private static func words(
        for error: HTTPClientError,
        endpoint: ServiceEndpoint
    ) -> (code: String, message: String) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            (
                "ConnectTimeout",
                "no connection to \(endpoint.authority) in time; a network without a way of its own to the internet "
                    + "needs HTTPS_PROXY"
            )
        case .readTimeout:
            ("ReadTimeout", "\(endpoint.authority) was silent for too long")
        case .deadlineExceeded:
            ("CallTimeout", "no whole answer from \(endpoint.authority) in time")
        case .remoteConnectionClosed:
            (
                "ConnectionClosed",
                "\(endpoint.authority) closed the connection without a whole answer"
                    + (endpoint.scheme == .http ? ": if that port speaks TLS, write https://" : "")
            )
        default:
            ("CallFailed", "the call to \(endpoint.authority) failed: \(error.shortDescription.lowercased())")
        }
    }

    /// The name is not known, or no address answers.
    static func words(forConnection error: any Error, endpoint: ServiceEndpoint) -> (code: String, message: String) {
        let reason = reason(forConnection: error)
        if isUnknownName(error) {
            return (
                "HostNotFound",
                "\(endpoint.host) is not known to DNS (another region, no network, or one that needs HTTPS_PROXY?): "
                    + reason
            )
        }
        if isRefusal(error) {
            return (
                "ConnectionRefused",
                "\(endpoint.authority) refused the connection: does the service listen there?"
            )
        }
        return (
            "ConnectionFailed",
            "the connection to \(endpoint.authority) failed (\(reason)): check the endpoint, and the network's firewall and proxy"
        )
    }

    /// The system's words, or our own where a library has only names.
    static func reason(forConnection error: any Error) -> String {
        switch error {
        case let error as IOError:
            let words = "\(SystemCallError(code: error.errnoCode))"
            return words.prefix(1).lowercased() + words.dropFirst()
        case ChannelError.connectTimeout: return "no answer in time"
        case is ChannelError: return "the connection was closed"
        case let error as NIOConnectionError:
            if isUnknownName(error) {
                let cause = (error.dnsAError ?? error.dnsAAAAError) as? SocketAddressError.UnknownHost
                return cause?.errorDescription ?? "it has no address"
            }
            return error.connectionErrors.map { trouble in
                let place = trouble.target.ipAddress.map { "\($0): " } ?? ""
                return place + reason(forConnection: trouble.error)
            }
            .joined(separator: ", ")
        default: return "an unknown error of type \(type(of: error))"
        }
    }

    /// Whether each address of a host refused the connection.
    private static func isRefusal(_ error: any Error) -> Bool {
        if let error = error as? IOError { return error.errnoCode == ECONNREFUSED }
        let errors = (error as? NIOConnectionError)?.connectionErrors ?? []
        return !errors.isEmpty && errors.allSatisfy { isRefusal($0.error) }
    }

    /// Whether it did not come to a connection because a host's name has no address.
    private static func isUnknownName(_ error: any Error) -> Bool {
        (error as? NIOConnectionError)?.connectionErrors.isEmpty ?? false
    }

    /// Names trouble that a proxy is to blame for, so that nothing has reached the endpoint; nil when it lies beyond.
    init?(_ error: any Error, of proxy: ProxyServer, to endpoint: ServiceEndpoint) {
        let exception = "name '\(endpoint.host)' in NO_PROXY if it can be reached without"
        let code: String
        let words: String
        switch error {
        case let error as HTTPClientError:
            let target = "\(endpoint.host):\(endpoint.port)"
            guard let found = Self.words(for: error, of: proxy, to: target, exception) else { return nil }
            (code, words) = found
        case is HTTPParserError:
            (code, words) = ("ProxyRefused", "does not answer as an HTTP proxy does: is it one?")
        case is NIOConnectionError, is IOError:
            let reason = Self.reason(forConnection: error)
            (code, words) = ("ProxyUnreachable", "cannot be reached (\(reason)): check it, or \(exception)")
        default: return nil
        }
        self.init(.unreachable, code: code, message: "the proxy \(proxy) of \(proxy.variable) \(words)")
    }

    /// Returns nil when the trouble lies beyond the proxy.
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
