import AWSSigning
import Support

/// The credentials of a role for a token of another identity provider, as pods of EKS and jobs of GitHub have one.
struct WebIdentityCredentials: CredentialSource, ProfileCredentialSource {
    let roleARN: String
    /// The file of the token, which is replaced in time and therefore read for every call.
    let tokenFile: String
    /// How the session is named in AWS's own records; nil for a name of ours.
    let sessionName: String?
    /// Where this is written: a profile, or variables.
    private let place: SettingSource
    /// Where STS is, and how often it is asked.
    private let configuration: AWSConfiguration
    private let context: CredentialContext

    /// Reads what the environment says; an error that is `absent` says that it names no file of a token.
    init(_ context: CredentialContext) throws(CredentialError) {
        let environment = context.settings.environment
        let variable = "AWS_WEB_IDENTITY_TOKEN_FILE"
        guard let file = environment[variable] else { throw CredentialError(.absent, "\(variable) is not set") }
        guard let arn = environment["AWS_ROLE_ARN"] else {
            throw CredentialError(.configuration, "\(variable) is set, and AWS_ROLE_ARN, the role to assume, is not")
        }
        roleARN = arn
        tokenFile = environment.expanded(file) ?? file
        sessionName = environment["AWS_ROLE_SESSION_NAME"]
        place = .environment(variable: variable)
        configuration = try context.stsConfiguration()
        self.context = context
    }

    /// Reads what a profile says; nil when it names no file of a token.
    init?(_ profile: CredentialProfile, _ context: CredentialContext) throws(CredentialError) {
        guard let file = profile["web_identity_token_file"] else { return nil }
        guard let arn = profile["role_arn"] else {
            throw profile.error("web_identity_token_file needs a role_arn beside it")
        }
        roleARN = arn
        tokenFile = context.settings.environment.expanded(file) ?? file
        sessionName = profile["role_session_name"]
        place = .profile(name: profile.name)
        configuration = try context.stsConfiguration()
        self.context = context
    }

    /// Reads the token, and assumes the role with it; the call is not signed.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let action = "AssumeRoleWithWebIdentity"
        let token = try token()
        let service = "STS, asked for role '\(roleARN)' with the token in '\(tokenFile)' (\(place)),"
        let advice = "the role must trust the token's issuer, audience and subject, and the token be still valid"
        let policy = RetryPolicy(maximumAttempts: configuration.calls.maximumAttempts)
        let response = try await context.calls.answer(from: service, policy: policy, advice: { _ in advice }) {
            request(action, showing: token)
        }
        do throws(HTTPTransportError) {
            return try ProvidedCredentials(
                session: try STSClient.result(of: action, in: response.body),
                source: "role \(roleARN), by the token in '\(tokenFile)' (\(place))"
            )
        } catch {
            throw CredentialError(.transport(error), from: service)
        }
    }

    private func request(_ action: String, showing token: Secret<String>) -> HTTPRequest {
        let form = AWSRequest(
            action: action,
            version: STSClient.version,
            parameters: [
                ("RoleArn", roleARN),
                ("RoleSessionName", sessionName ?? context.sessionName),
                ("WebIdentityToken", token.exposed),
            ]
        )
        return HTTPRequest(
            method: form.method,
            endpoint: configuration.endpoint,
            path: configuration.endpoint.basePath + form.path,
            headers: [HTTPHeader("content-type", form.contentType.rawValue)],
            body: form.body
        )
    }

    private func token() throws(CredentialError) -> Secret<String> {
        let bytes = try context.tools.files.contents(of: tokenFile) { fileError("cannot be read: \($0)") }
        guard let bytes else { throw fileError("does not exist") }
        guard let token = String(validating: bytes, as: UTF8.self)?.trimmingBlanks(), !token.isEmpty else {
            throw fileError("holds no token")
        }
        return Secret(token)
    }

    private func fileError(_ words: String) -> CredentialError {
        CredentialError(.configuration, "the web identity token file '\(tokenFile)' (\(place)) \(words)")
    }
}
