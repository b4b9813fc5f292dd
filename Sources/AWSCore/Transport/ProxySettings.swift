import Support

/// Which proxy a host is reached through, as the environment says: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.
///
/// As in the AWS CLI, the endpoint's scheme decides which variable counts, and the spelling in lower case wins over the
/// one in upper case, also when it is empty: then there is no proxy.
package struct ProxySettings: Hashable, Sendable {
    package static let none = ProxySettings(AWSEnvironment([:]))

    /// The proxy for each scheme that has one, or why its variable cannot be followed.
    private let proxies: [ServiceEndpoint.Scheme: Result<ProxyServer, AWSConfigurationError>]
    /// Nil when no variable lists any.
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

    package func decision(for endpoint: ServiceEndpoint) -> ProxyDecision {
        guard let proxy = proxies[endpoint.scheme] else { return .unset }
        if endpoint.isLocal { return .local }
        if let exceptions, exceptions.cover(endpoint) { return .excepted(variable: exceptions.variable) }
        switch proxy {
        case .success(let server): return .through(server)
        case .failure(let error): return .impossible(error)
        }
    }

    /// The value of a variable that may be spelt in lower or in upper case; nil when the spelling that counts is blank.
    private static func value(of name: String, in environment: AWSEnvironment) -> (variable: String, value: String)? {
        let variable = environment.isSet(name) ? name : name.uppercased()
        return environment[variable].map { (variable, $0) }
    }
}

/// Whether a host is reached through a proxy, and why.
package enum ProxyDecision: Hashable, Sendable {
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

/// The hosts that are reached without a proxy, as `NO_PROXY` lists them.
///
/// A name stands for itself and for all names that end in it after a dot; a leading dot changes nothing. A name with a
/// port stands for that port alone. `*` stands for all. Ranges of addresses (CIDR) are not understood, as in the AWS CLI.
struct ProxyExceptions: Hashable, Sendable {
    let variable: String
    /// In lower case, without leading dots and blanks.
    private let names: [String]

    init(_ value: String, variable: String) {
        self.variable = variable
        names = value.split(separator: "," as Character).map {
            String($0.trimmingBlanks().lowercased().drop { $0 == "." })
        }
        .filter { !$0.isEmpty }
    }

    /// Whether an endpoint is reached without a proxy.
    ///
    /// A port counts also where the endpoint's URL leaves it out; Python's urllib, which the AWS CLI asks, misses that.
    func cover(_ endpoint: ServiceEndpoint) -> Bool {
        let bare = endpoint.host.hasPrefix("[") ? String(endpoint.host.dropFirst().dropLast()) : endpoint.host
        let candidates = [endpoint.host, bare, "\(endpoint.host):\(endpoint.port)"]
        return names.contains { name in
            name == "*" || candidates.contains { $0 == name || $0.hasSuffix(".\(name)") }
        }
    }
}
