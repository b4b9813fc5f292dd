/// Which proxy a host is reached through, as the environment says: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.
///
/// As in the AWS CLI, the endpoint's scheme decides which variable counts, and the spelling in lower case wins over the
/// one in upper case, also when it is empty: then there is no proxy.
package struct ProxySettings: Hashable, Sendable {
    /// No proxy for any host.
    package static let none = ProxySettings(AWSEnvironment([:]))

    /// The proxy for each scheme that has one, or why its variable cannot be followed.
    private let proxies: [ServiceEndpoint.Scheme: Result<ProxyServer, AWSConfigurationError>]
    /// The hosts that are reached directly; nil when no variable lists any.
    private let exceptions: ProxyExceptions?

    /// Reads the variables; one that cannot be followed matters only where its proxy is needed.
    package init(_ environment: AWSEnvironment) {
        var proxies: [ServiceEndpoint.Scheme: Result<ProxyServer, AWSConfigurationError>] = [:]
        for scheme in [ServiceEndpoint.Scheme.http, .https] {
            guard let (variable, value) = Self.value(of: "\(scheme.rawValue)_proxy", in: environment) else { continue }
            proxies[scheme] = Result { () throws(AWSConfigurationError) in try ProxyServer(value, variable: variable) }
        }
        self.proxies = proxies
        exceptions = Self.value(of: "no_proxy", in: environment).map {
            ProxyExceptions($0.value, variable: $0.variable)
        }
    }

    /// Decides how an endpoint is reached.
    package func decision(for endpoint: ServiceEndpoint) -> ProxyDecision {
        guard let proxy = proxies[endpoint.scheme] else { return .unset }
        if endpoint.isLocal { return .local }
        if let exceptions, exceptions.cover(endpoint) { return .excepted(variable: exceptions.variable) }
        switch proxy {
        case .success(let server): return .through(server)
        case .failure(let error): return .impossible(error)
        }
    }

    /// The value of a variable that may be spelt in lower or in upper case.
    ///
    /// - Returns: nil when neither spelling is set, or the one that counts is blank.
    private static func value(of name: String, in environment: AWSEnvironment) -> (variable: String, value: String)? {
        let variable = environment.isSet(name) ? name : name.uppercased()
        return environment[variable].map { (variable, $0) }
    }
}
