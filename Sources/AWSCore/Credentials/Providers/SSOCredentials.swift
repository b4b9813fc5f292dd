import AWSSigning
import FoundationEssentials
import Support

/// Credentials of a role that a person may take after a single sign-on (IAM Identity Center).
struct SSOCredentials: ProfileCredentialSource, SignIn {
    let settings: SSOSettings
    let cache: TokenCache
    /// Where credentials are given out: the portal (`sso`) of the sign-on's region.
    private let portal: ServiceEndpoint
    /// Where new tokens are given out: the OIDC service (`sso_oidc`) of the sign-on's region.
    private let oidc: ServiceEndpoint
    private let context: CredentialContext

    /// Less than a quarter of an hour, as in the AWS CLI.
    static let renewalWindow: Int64 = 899
    static let tokenWord = "token"

    /// Reads what a profile says; nil when it has no single sign-on.
    init?(_ profile: CredentialProfile, _ context: CredentialContext) throws(CredentialError) {
        let environment = context.settings.environment
        guard let settings = try SSOSettings(profile, context.settings.profiles, environment) else {
            return nil
        }
        self.settings = settings
        cache = TokenCache(path: settings.tokenPath, advice: settings.advice, tools: context.tools)
        portal = try context.endpoint(of: .sso, region: settings.region)
        oidc = try context.endpoint(of: .ssoOIDC, region: settings.region)
        self.context = context
    }

    /// Presents the token to the portal.
    ///
    /// - Throws: `CredentialError` with the command to sign in when there is no valid token, or the portal takes none.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let (token, remark) = try await currentToken { context.now }
        let role = PercentEncoding.encode(settings.roleName)
        let account = PercentEncoding.encode(settings.accountID)
        let request = HTTPRequest(
            method: .get,
            endpoint: portal,
            path: portal.basePath + "/federation/credentials",
            query: "role_name=\(role)&account_id=\(account)",
            headers: [HTTPHeader("x-amz-sso_bearer_token", token.presented.exposed)]
        )
        let service = "the single sign-on portal at \(portal)"
        let doubt = "may profile '\(settings.profile)' take role '\(settings.roleName)' in \(settings.accountID)?"
        // With 401 the portal does not take the token, else the person may not take the role.
        let advice = { (failure: AWSCallFailure) in failure.status == 401 ? settings.advice : doubt }
        let response = try await context.calls.answer(from: service, advice: advice) { request }
        let answer = (try? JSONDecoder().decode(KeysAnswer.self, from: Data(response.body)))?.roleCredentials
        guard let answer,
            let keys = AWSCredentials(given: answer.accessKeyId, answer.secretAccessKey, answer.sessionToken)
        else { throw CredentialError(.refused, "\(service) gave an answer without credentials") }
        return ProvidedCredentials(
            keys: keys,
            expiresAt: answer.expiration / 1_000,
            accountID: settings.accountID,
            source: settings.source + (remark.map { "; \($0)" } ?? "")
        )
    }

    private struct KeysAnswer: Decodable {
        struct Keys: Decodable {
            let accessKeyId: String
            let secretAccessKey: String
            let sessionToken: String
            /// When the keys stop being valid, in milliseconds since the epoch.
            let expiration: Int64
        }

        let roleCredentials: Keys
    }

    /// Has the OIDC service give out a new token; nil when the profile names no session, or the file lacks what that needs.
    func renewed(_ token: SSOToken) async throws(CredentialError) -> SSOToken? {
        guard settings.session != nil, var grant = token.grant, grant.registrationExpiresAt > context.now else {
            return nil
        }
        let service = "the OIDC service at \(oidc)"
        let body = RenewalBody(
            clientId: grant.clientID,
            clientSecret: grant.clientSecret.exposed,
            refreshToken: grant.refreshToken.exposed
        )
        let response = try await context.calls.answer(from: service) { .json(body, to: oidc, path: "/token") }
        guard let answer = try? JSONDecoder().decode(RenewalAnswer.self, from: Data(response.body)),
            !answer.accessToken.isEmpty, Secret(answer.accessToken).exposed.isPrintable,
            (1...Self.longestLifetime).contains(answer.expiresIn)
        else { throw CredentialError(.refused, "\(service) gave no token") }
        if let refreshToken = answer.refreshToken { grant.refreshToken = Secret(refreshToken) }
        return SSOToken(
            presented: Secret(answer.accessToken),
            expiresAt: context.now + answer.expiresIn,
            grant: grant
        )
    }

    private struct RenewalBody: Encodable {
        let grantType = "refresh_token"
        let clientId: String
        let clientSecret: String
        let refreshToken: String
    }

    private struct RenewalAnswer: Decodable {
        let accessToken: String
        /// How long it is valid, in seconds.
        let expiresIn: Int64
        /// What the next one is asked for with; nil when the one before goes on.
        let refreshToken: String?
    }

    /// The longest validity that is believed, in seconds: ten years, which keeps the arithmetic in range.
    private static let longestLifetime: Int64 = 315_360_000

    func write(_ token: SSOToken, to file: inout TokenFile) {
        file["accessToken"] = .string(token.presented.exposed)
        file["expiresAt"] = .string(CredentialTime.text(token.expiresAt))
        if let grant = token.grant { file["refreshToken"] = .string(grant.refreshToken.exposed) }
        file["startUrl"] = .string(settings.startURL)
        file["region"] = .string(settings.region)
    }

    func expired(_ reason: CredentialError?) -> CredentialError {
        let renewal = reason.map { " and could not be renewed: \($0)" } ?? ""
        return CredentialError(
            reason?.kind ?? .refused,
            "the single sign-on of profile '\(settings.profile)' has expired\(renewal); \(settings.advice)"
        )
    }
}
