import AWSSigning
package import Support

/// An HTTP proxy that a connection is made through with CONNECT.
package struct ProxyServer: Hashable, Sendable, CustomStringConvertible {
    package struct Login: Hashable, Sendable {
        package let user: Secret<String>
        /// Empty when the variable holds a user alone.
        package let password: Secret<String>
    }

    /// An IPv6 address stands in brackets.
    package let host: String
    /// 80 when the variable does not say.
    package let port: Int
    /// Nil when the variable does not say.
    package let login: Login?
    /// The environment variable that names the proxy.
    package let variable: String

    /// Reads `http://user:password@host:port`, of which only the host must be there; throws for another kind of proxy.
    init(_ value: String, variable: String) throws(AWSConfigurationError) {
        let rest = try Self.withoutScheme(value, variable)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let at = authority.lastIndex(of: "@")
        let address = at.map { authority[authority.index(after: $0)...] } ?? authority
        guard let place = ServiceEndpoint("http://\(address)") else { throw Self.noURL(variable) }
        host = place.host
        port = place.port
        login = at.map { Login(authority[..<$0]) }
        self.variable = variable
    }

    /// Without the user and the password.
    package var description: String { "http://\(host):\(port)" }

    static let form = "http://[user:password@]host[:port]"

    private static func withoutScheme(_ value: String, _ variable: String) throws(AWSConfigurationError) -> Substring {
        if value.hasPrefix("//") { return value.dropFirst(2) }
        guard let mark = value.firstRange(of: "://") else { return value[...] }
        let scheme = value[..<mark.lowerBound].lowercased()
        switch scheme {
        case "http": return value[mark.upperBound...]
        case "https":
            throw AWSConfigurationError(
                .configuration,
                "\(variable) names a proxy that is itself spoken to by TLS (https://), which is not supported: "
                    + "write http:// if the proxy takes that as well, as most do"
            )
        case _ where scheme.hasPrefix("socks"):
            throw AWSConfigurationError(
                .configuration,
                "\(variable) names a SOCKS proxy, which is not supported: \(form) is expected"
            )
        default: throw noURL(variable)
        }
    }

    /// Tells that a value is not the URL of a proxy; it is never quoted, for a password may stand anywhere in it.
    private static func noURL(_ variable: String) -> AWSConfigurationError {
        AWSConfigurationError(.configuration, "\(variable) is not the URL of a proxy: \(form) is expected")
    }
}

extension ProxyServer.Login {
    /// Reads what stands before the at sign, both parts percent-encoded.
    fileprivate init(_ text: Substring) {
        let parts = text.split(separator: ":" as Character, maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = parts.map { String(decoding: PercentEncoding.decode($0), as: UTF8.self) }
        user = Secret(decoded[0])
        password = Secret(decoded.count > 1 ? decoded[1] : "")
    }
}
