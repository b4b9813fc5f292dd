import AWSSigning
import Support

/// Credentials of the role of a container: from the agent of ECS, of EKS Pod Identity, or of another host of containers.
struct ContainerCredentials: CredentialsProvider {
    /// Where the agent is, and what it is asked with.
    private let settings: ContainerSettings
    /// What reads the file of the token.
    private let files: any FileReader
    /// What makes the calls.
    private let calls: UnsignedCalls

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - settings: where the agent is, and what it is asked with.
    ///   - files: what reads the file of the token.
    ///   - calls: what makes the calls, past any proxy.
    init(_ settings: ContainerSettings, files: any FileReader, calls: UnsignedCalls) {
        self.settings = settings
        self.files = files
        self.calls = calls
    }

    /// The longest time for one attempt: the agent is near.
    private static let timeout: Duration = .seconds(2)

    /// How often the agent is asked.
    private static let attempts = 3

    /// Asks the agent.
    ///
    /// - Throws: `CredentialsError` when the token cannot be read, or the agent gives no credentials.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        let token = try authorization()
        var headers = [HTTPHeader("accept", "application/json")]
        if let token { headers.append(HTTPHeader("authorization", token.exposed)) }
        let request = HTTPRequest(
            method: .get,
            endpoint: settings.endpoint,
            path: settings.path,
            query: settings.query,
            headers: headers,
            timeout: Self.timeout
        )
        let agent = "the container's credentials agent at \(settings.endpoint)"
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            response = try await calls.send(request, policy: .metadata(attempts: Self.attempts))
        } catch {
            throw CredentialsError(error, from: agent)
        }
        return try MetadataAnswer.credentials(in: response, from: agent, source: "container, from \(settings.endpoint)")
    }

    /// The value of the header `authorization`.
    ///
    /// - Returns: nil when the agent is asked without it.
    /// - Throws: `CredentialsError` when its file cannot be read, or it holds what no header may hold.
    private func authorization() throws(CredentialsError) -> Secret<String>? {
        switch settings.authorization {
        case .none: return nil
        case .token(let token): return try Self.checked(token, "AWS_CONTAINER_AUTHORIZATION_TOKEN")
        case .file(let path):
            let variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
            let bytes: [UInt8]?
            do throws(FileReadingError) {
                bytes = try files.contents(of: path)
            } catch {
                throw CredentialsError(.configuration, "\(variable): '\(path)' cannot be read: \(error.reason)")
            }
            guard let bytes else { throw CredentialsError(.configuration, "\(variable): there is no file '\(path)'") }
            return try Self.checked(Secret(String(decoding: bytes, as: UTF8.self)), "\(variable): '\(path)'")
        }
    }

    /// Refuses a token with a line break, which could smuggle headers in, or with another control character.
    ///
    /// - Throws: `CredentialsError` that names the place and not the token.
    private static func checked(_ token: Secret<String>, _ place: String) throws(CredentialsError) -> Secret<String> {
        guard !token.exposed.isEmpty else { throw CredentialsError(.configuration, "\(place) holds nothing") }
        guard token.exposed.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw CredentialsError(
                .configuration,
                "\(place) holds a line break or another character that a header may not hold"
            )
        }
        return token
    }
}

/// Where the agent of a container gives out credentials, and what it is asked with.
struct ContainerSettings: Hashable, Sendable {
    /// What the agent is asked with.
    enum Authorization: Hashable, Sendable {
        /// Nothing: it knows the container by its network.
        case none
        /// The value of the header `authorization`.
        case token(Secret<String>)
        /// The path of a file that holds the header's value, read anew for every call because it is replaced in time.
        case file(String)
    }

    /// Where the agent is.
    let endpoint: ServiceEndpoint
    /// The path of the request line.
    let path: String
    /// The query of the request line; empty when there is none.
    let query: String
    /// What the agent is asked with.
    let authorization: Authorization

    /// The variable of a path at the agent of ECS.
    private static let relativeVariable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
    /// The variable of a whole URL.
    private static let fullVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"

    /// Reads the settings of a container.
    ///
    /// The values of the variables are not in the errors: the path alone lets whoever knows it have the credentials.
    ///
    /// - Throws: `CredentialsError`, `absent` when no variable is set, and `configuration` when the URL is none or names
    ///   a host that may not be asked in clear text.
    static func read(_ environment: AWSEnvironment) throws(CredentialsError) -> ContainerSettings {
        let variable: String
        let url: String
        if let path = environment[relativeVariable] {
            guard path.hasPrefix("/") else {
                throw CredentialsError(.configuration, "\(relativeVariable) is no path: it does not begin with '/'")
            }
            (variable, url) = (relativeVariable, "http://169.254.170.2\(path)")
        } else if let full = environment[fullVariable] {
            (variable, url) = (fullVariable, full)
        } else {
            throw CredentialsError(.absent, "neither \(relativeVariable) nor \(fullVariable) is set")
        }
        for segment in url.split(whereSeparator: { "/?&=".contains($0) }).dropFirst(2) { _ = Secret(String(segment)) }
        guard let parts = parts(of: url) else {
            throw CredentialsError(.configuration, "\(variable) is no http or https URL with a host")
        }
        guard parts.endpoint.scheme == .https || mayBeAskedInClearText(parts.endpoint.host) else {
            throw CredentialsError(
                .configuration,
                "\(variable) names '\(parts.endpoint.host)', which is no agent on this machine: use https"
            )
        }
        return ContainerSettings(
            endpoint: parts.endpoint,
            path: parts.path,
            query: parts.query,
            authorization: authorization(environment)
        )
    }

    /// Finds what the agent is asked with; a file wins over a token.
    private static func authorization(_ environment: AWSEnvironment) -> Authorization {
        if let path = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] { return .file(path) }
        return environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"].map { .token(Secret($0)) } ?? .none
    }

    /// Parts a URL into the service, the path and the query.
    ///
    /// - Returns: nil when it is no URL, or holds what may not stand in a request line.
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

    /// What a query may not hold as it stands.
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
