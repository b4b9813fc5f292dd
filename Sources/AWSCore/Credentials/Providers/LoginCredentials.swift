import AWSSigning
import Crypto
import FoundationEssentials
import Support

/// Credentials of a person who signed in to the console with `aws login`; new keys are fetched as long as the sign-in lasts.
struct LoginCredentials: ProfileCredentialSource, SignIn {
    /// The profile's name, for the command that signs in.
    private let profile: String
    /// Who signed in, as the AWS CLI wrote it: the name of an identity.
    let session: String
    let cache: TokenCache
    /// Where new keys are given out: the sign-in service (`signin`) of the region in use.
    private let signIn: ServiceEndpoint
    private let context: CredentialContext

    /// As in the AWS CLI.
    static let renewalWindow: Int64 = 300
    static let tokenWord = "keys"

    /// Reads what a profile says; nil when it has no such sign-in.
    init?(_ profile: CredentialProfile, _ context: CredentialContext) throws(CredentialError) {
        guard let session = profile["login_session"] else { return nil }
        let environment = context.settings.environment
        let folder = environment["AWS_LOGIN_CACHE_DIRECTORY"] ?? "~/.aws/login/cache"
        let name = Hexadecimal.encode(SHA256.hash(data: Array(session.utf8)))
        guard let path = environment.expanded("\(folder)/\(name).json") else {
            throw CredentialError(.configuration, "HOME is not set: the keys of `aws login` cannot be found")
        }
        self.profile = profile.name
        self.session = session
        cache = TokenCache(
            path: path,
            advice: "sign in with `aws login --profile \(profile.name)`",
            tools: context.tools
        )
        signIn = try context.endpoint(of: .signin)
        self.context = context
    }

    /// Gives the keys of the file, or new ones when those are about to expire.
    ///
    /// - Throws: `CredentialError` with the command to sign in when there are none, and no new ones are given.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let (token, remark) = try await currentToken { context.now }
        return ProvidedCredentials(
            keys: token.keys,
            expiresAt: token.expiresAt,
            accountID: token.accountID,
            source: "profile '\(profile)', aws login of \(session)" + (remark.map { "; \($0)" } ?? "")
        )
    }

    func renewed(_ token: LoginToken) async throws(CredentialError) -> LoginToken? {
        let service = "the sign-in service at \(signIn)"
        let response = try await context.calls.answer(from: service, advice: { advice(on: $0) }) {
            () throws(CredentialError) in try request(for: token)
        }
        guard let answer = try? JSONDecoder().decode(RenewalAnswer.self, from: Data(response.body)),
            (0...Self.longestLifetime).contains(answer.expiresIn), !answer.refreshToken.isEmpty,
            let keys = AWSCredentials(
                given: answer.accessToken.accessKeyId,
                answer.accessToken.secretAccessKey,
                answer.accessToken.sessionToken
            )
        else { throw CredentialError(.refused, "\(service) gave an answer without keys; \(cache.advice)") }
        var renewed = token
        renewed.keys = keys
        renewed.expiresAt = context.now + answer.expiresIn
        renewed.refreshToken = Secret(answer.refreshToken)
        return renewed
    }

    private struct RenewalBody: Encodable {
        let grantType = "refresh_token"
        let clientId: String
        let refreshToken: String
    }

    private struct RenewalAnswer: Decodable {
        struct Keys: Decodable {
            let accessKeyId: String
            let secretAccessKey: String
            let sessionToken: String
        }

        let accessToken: Keys
        /// How long they are valid, in seconds.
        let expiresIn: Int64
        let refreshToken: String
    }

    /// The longest validity that is believed, in seconds: a day, where AWS gives a quarter of an hour.
    private static let longestLifetime: Int64 = 86_400

    /// Makes the request for new keys; each has a proof of its own, because a proof counts once.
    private func request(for token: LoginToken) throws(CredentialError) -> HTTPRequest {
        let path = "/v1/token"
        let proof: ProofOfPossession
        do {
            proof = try ProofOfPossession(
                token.proofKey,
                method: .post,
                url: "\(signIn)\(path)",
                id: context.calls.environment.randomID(),
                at: context.now
            )
        } catch {
            throw CredentialError(.refused, "the key in '\(cache.path)' cannot sign; \(cache.advice)")
        }
        return .json(
            RenewalBody(clientId: token.clientID, refreshToken: token.refreshToken.exposed),
            to: signIn,
            path: path,
            headers: [HTTPHeader("dpop", proof.header)]
        )
    }

    private func advice(on failure: AWSCallFailure) -> String {
        guard case .fault(let fault) = failure else { return cache.advice }
        return switch fault.oauthCode {
        case "TOKEN_EXPIRED": "the sign-in has ended: \(cache.advice)"
        case "USER_CREDENTIALS_CHANGED": "the password has changed: \(cache.advice)"
        case "INSUFFICIENT_PERMISSIONS":
            "the identity may not call signin:CreateOAuth2Token: have it allowed, then \(cache.advice)"
        default: cache.advice
        }
    }

    func write(_ token: LoginToken, to file: inout TokenFile) {
        var access = file["accessToken"]?.members ?? [:]
        access["accessKeyId"] = .string(token.keys.accessKeyID)
        access["secretAccessKey"] = .string(token.keys.secretAccessKey.exposed)
        access["sessionToken"] = token.keys.sessionToken.map { .string($0.exposed) }
        access["expiresAt"] = .string(CredentialTime.text(token.expiresAt))
        file["accessToken"] = .object(access)
        file["refreshToken"] = .string(token.refreshToken.exposed)
    }

    /// Tells why there are no keys; what says so has the advice.
    func expired(_ reason: CredentialError?) -> CredentialError {
        reason ?? CredentialError(.refused, "the keys in '\(cache.path)' have expired; \(cache.advice)")
    }
}
