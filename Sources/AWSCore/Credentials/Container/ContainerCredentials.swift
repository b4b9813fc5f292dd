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
