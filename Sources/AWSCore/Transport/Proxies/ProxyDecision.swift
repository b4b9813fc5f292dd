/// Whether a host is reached through a proxy, and why.
package enum ProxyDecision: Hashable, Sendable {
    /// Through a proxy.
    case through(ProxyServer)
    /// Directly, because no variable names a proxy for the endpoint's scheme.
    case unset
    /// Directly, because the host is this machine or its metadata service, which no proxy can reach for us.
    case local
    /// Directly, because a variable makes an exception of the host.
    case excepted(variable: String)
    /// Not at all, because the variable that names the proxy cannot be followed.
    case impossible(AWSConfigurationError)
}
