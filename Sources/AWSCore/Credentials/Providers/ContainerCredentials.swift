import AWSSigning
import Support

/// Credentials of the role of a container: from the agent of ECS, of EKS Pod Identity, or of another host of containers.
struct ContainerCredentials: CredentialSource {
    let settings: ContainerSettings
    private let context: CredentialContext

    /// The longest time for one attempt: the agent is near.
    private static let timeout: Duration = .seconds(2)

    private static let attempts = 3

    /// Reads what the environment says; an error that is `absent` says that it names no agent.
    init(_ context: CredentialContext) throws(CredentialError) {
        settings = try ContainerSettings(context.settings.environment)
        self.context = context
    }

    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        var headers = [HTTPHeader("accept", "application/json")]
        if let token = try authorization() { headers.append(HTTPHeader("authorization", token.exposed)) }
        let request = HTTPRequest(
            method: .get,
            endpoint: settings.endpoint,
            path: settings.path,
            query: settings.query,
            headers: headers,
            timeout: Self.timeout,
            avoidsProxies: true
        )
        let agent = "the container's credentials agent at \(settings.endpoint)"
        let policy = RetryPolicy.metadata(attempts: Self.attempts)
        let response = try await context.calls.answer(from: agent, policy: policy) { request }
        return try MetadataAnswer.credentials(in: response, from: agent, source: "container, from \(settings.endpoint)")
    }

    /// The value of the header `authorization`; nil when the agent is asked without it.
    private func authorization() throws(CredentialError) -> Secret<String>? {
        switch settings.authorization {
        case .none: return nil
        case .token(let token): return try Self.checked(token, "AWS_CONTAINER_AUTHORIZATION_TOKEN")
        case .file(let path):
            let variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
            let bytes = try context.tools.files.contents(of: path) { reason in
                CredentialError(.configuration, "\(variable): '\(path)' cannot be read: \(reason)")
            }
            guard let bytes else { throw CredentialError(.configuration, "\(variable): '\(path)' does not exist") }
            return try Self.checked(Secret(String(decoding: bytes, as: UTF8.self)), "\(variable): '\(path)'")
        }
    }

    /// Refuses a token with a line break, which could smuggle headers in, or with another control character.
    ///
    /// The error names the place and not the token.
    private static func checked(_ token: Secret<String>, _ place: String) throws(CredentialError) -> Secret<String> {
        guard !token.exposed.isEmpty else { throw CredentialError(.configuration, "\(place) holds nothing") }
        guard token.exposed.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw CredentialError(
                .configuration,
                "\(place) holds a line break or another character that a header may not hold"
            )
        }
        return token
    }
}

/// Where the agent of a container gives out credentials, and what it is asked with.
struct ContainerSettings: Hashable, Sendable {
    enum Authorization: Hashable, Sendable {
        /// Nothing: it knows the container by its network.
        case none
        case token(Secret<String>)
        /// The path of a file that holds the header's value, read anew for every call because it is replaced in time.
        case file(String)
    }

    let endpoint: ServiceEndpoint
    let path: String
    let query: String
    let authorization: Authorization

    private static let relativeVariable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    private static let fullVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"

    /// Reads the settings of a container.
    ///
    /// The values of the variables are not in the errors: the path alone lets whoever knows it have the credentials.
    ///
    /// - Throws: `CredentialError`, `absent` when no variable is set, and `configuration` when the URL is none or names
    ///   a host that may not be asked in clear text.
    init(_ environment: AWSEnvironment) throws(CredentialError) {
        let (variable, url) = try Self.url(environment)
        // A secret is known from here on, and hidden wherever it comes to be shown.
        for segment in url.split(whereSeparator: { "/?&=".contains($0) }).dropFirst(2) { _ = Secret(String(segment)) }
        guard let parts = Self.parts(of: url) else {
            throw CredentialError(.configuration, "\(variable) is no http or https URL with a host")
        }
        guard parts.endpoint.scheme == .https || Self.mayBeAskedInClearText(parts.endpoint.host) else {
            throw CredentialError(
                .configuration,
                "\(variable) names '\(parts.endpoint.host)', which is no agent on this machine: use https"
            )
        }
        (endpoint, path, query) = parts
        authorization = Self.authorization(environment)
    }

    private static func url(
        _ environment: AWSEnvironment
    ) throws(CredentialError) -> (variable: String, url: String) {
        if let path = environment[relativeVariable] {
            guard path.hasPrefix("/") else {
                throw CredentialError(.configuration, "\(relativeVariable) is no path: it does not begin with '/'")
            }
            return (relativeVariable, "http://169.254.170.2\(path)")
        }
        guard let full = environment[fullVariable] else {
            throw CredentialError(.absent, "neither \(relativeVariable) nor \(fullVariable) is set")
        }
        return (fullVariable, full)
    }

    /// A file wins over a token.
    private static func authorization(_ environment: AWSEnvironment) -> Authorization {
        if let path = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] { return .file(path) }
        return environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"].map { .token(Secret($0)) } ?? .none
    }

    /// Parts a URL; nil when it is none, or holds what may not stand in a request line.
    private static func parts(of url: String) -> (endpoint: ServiceEndpoint, path: String, query: String)? {
        let address = url.prefix { $0 != "?" }
        let query = url[address.endIndex...].dropFirst()
        guard ServiceEndpoint(String(address)) != nil, isQuery(query), let mark = address.firstRange(of: "://") else {
            return nil
        }
        let path = address[mark.upperBound...].drop { $0 != "/" }
        guard let endpoint = ServiceEndpoint(String(address[..<path.startIndex])) else { return nil }
        return (endpoint, path.isEmpty ? "/" : String(path), String(query))
    }

    /// Whether text may stand in a request line as a query: printable ASCII that needs no encoding (RFC 3986, section 3.4).
    private static func isQuery(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !forbiddenInQuery.contains($0) }
    }

    private static let forbiddenInQuery = Array("#\"<>[\\]^`{|}".utf8)

    /// Whether a host is this machine, or an address at which only an agent of ECS or EKS listens.
    private static func mayBeAskedInClearText(_ host: String) -> Bool {
        let agents = ["localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]
        if agents.contains(host) { return true }
        // A name such as 127.example.com is anywhere.
        let octets = host.split(separator: "." as Character, omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}
