import AWSSigning
import FoundationEssentials
import Support

/// Credentials of a role that a person may take after a single sign-on (IAM Identity Center).
struct SSOCredentials: CredentialsProvider {
    /// Who signs in where, and as what.
    private let settings: SSOSettings
    /// Where credentials are given out: the portal of the sign-on's region.
    private let portal: ServiceEndpoint
    /// What gives the token to present.
    private let tokens: SSOTokenSource
    /// What makes the calls.
    private let calls: UnsignedCalls
    /// How often and after what delay a call is tried again.
    private let retryPolicy: RetryPolicy

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - settings: who signs in where, and as what.
    ///   - portal: the portal (`sso`) of the sign-on's region.
    ///   - oidc: the OIDC service (`sso_oidc`) of the sign-on's region.
    ///   - reader: what reads the file of the token.
    ///   - writer: what writes a renewed token into the file.
    ///   - calls: what makes the calls.
    ///   - retryPolicy: how often and after what delay a call is tried again.
    init(
        _ settings: SSOSettings,
        portal: ServiceEndpoint,
        oidc: ServiceEndpoint,
        reader: any FileReader,
        writer: any FileWriter,
        calls: UnsignedCalls,
        retryPolicy: RetryPolicy = RetryPolicy()
    ) {
        self.settings = settings
        self.portal = portal
        self.calls = calls
        self.retryPolicy = retryPolicy
        tokens = SSOTokenSource(
            settings,
            oidc: oidc,
            reader: reader,
            writer: writer,
            calls: calls,
            retryPolicy: retryPolicy
        )
    }

    /// The portal in words for an error.
    private var service: String { "the single sign-on portal at \(portal)" }

    /// Presents the token to the portal.
    ///
    /// - Throws: `CredentialsError` with the command to sign in when there is no valid token, or the portal takes none.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        let presentable = try await tokens.token()
        let role = PercentEncoding.encode(settings.roleName)
        let account = PercentEncoding.encode(settings.accountID)
        let request = HTTPRequest(
            method: .get,
            endpoint: portal,
            path: portal.basePath + "/federation/credentials",
            query: "role_name=\(role)&account_id=\(account)",
            headers: [HTTPHeader("x-amz-sso_bearer_token", presentable.token.exposed)]
        )
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            response = try await calls.send(request, policy: retryPolicy)
        } catch {
            throw refusal(error)
        }
        return try provided(response, remark: presentable.remark)
    }

    /// Tells why the portal gave no credentials: a token that it does not take, or a role that the person may not take.
    private func refusal(_ failure: UnsignedCallFailure) -> CredentialsError {
        var advice = "may profile '\(settings.profile)' take role '\(settings.roleName)' in \(settings.accountID)?"
        if failure.status == 401 { advice = settings.advice }
        return CredentialsError(failure, from: service, advice: advice)
    }

    /// The form of an answer with credentials.
    private struct AnswerBody: Decodable {
        /// The credentials themselves.
        struct Keys: Decodable {
            /// The public half of the keys.
            let accessKeyId: String
            /// The secret half of the keys.
            let secretAccessKey: String
            /// What the keys are presented with.
            let sessionToken: String
            /// When they stop being valid, in milliseconds since the epoch.
            let expiration: Int64
        }

        /// The credentials of the role.
        let roleCredentials: Keys
    }

    /// Reads the credentials out of the portal's answer.
    ///
    /// - Throws: `CredentialsError` when it holds none.
    private func provided(_ response: HTTPResponse, remark: String?) throws(CredentialsError) -> ProvidedCredentials {
        let answer = (try? JSONDecoder().decode(AnswerBody.self, from: Data(response.body)))?.roleCredentials
        guard let answer,
            let keys = AWSCredentials(given: answer.accessKeyId, answer.secretAccessKey, answer.sessionToken)
        else { throw CredentialsError(.refused, "\(service) gave an answer without credentials") }
        return ProvidedCredentials(
            keys: keys,
            expiresAt: answer.expiration / 1_000,
            accountID: settings.accountID,
            source: settings.source + (remark.map { "; \($0)" } ?? "")
        )
    }
}
