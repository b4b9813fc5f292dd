import AWSSigning
import FoundationEssentials
import Support

/// Gives the token of a single sign-on: the one in the file, or a new one when that is about to expire.
struct SSOTokenSource: Sendable {
    /// A token to present, and what the user should know of it.
    struct Presentable: Sendable {
        /// What is presented to the portal.
        var token: Secret<String>
        /// What went wrong without being in the way, as a sentence goes on; nil when nothing did.
        var remark: String?
    }

    /// Who signs in where.
    private let settings: SSOSettings
    /// Where new tokens are given out: the OIDC service of the portal's region.
    private let oidc: ServiceEndpoint
    /// What reads the file.
    private let reader: any FileReader
    /// What writes the file.
    private let writer: any FileWriter
    /// What makes the calls.
    private let calls: UnsignedCalls
    /// How often and after what delay a call is tried again.
    private let retryPolicy: RetryPolicy

    /// Makes a source.
    init(
        _ settings: SSOSettings,
        oidc: ServiceEndpoint,
        reader: any FileReader,
        writer: any FileWriter,
        calls: UnsignedCalls,
        retryPolicy: RetryPolicy
    ) {
        self.settings = settings
        self.oidc = oidc
        self.reader = reader
        self.writer = writer
        self.calls = calls
        self.retryPolicy = retryPolicy
    }

    /// How long before its end a token is replaced, in seconds, as in the AWS CLI.
    private static let refreshWindow: Int64 = 900

    /// Finds a token that is valid now.
    ///
    /// - Throws: `CredentialsError` with the command to sign in when there is none.
    func token() async throws(CredentialsError) -> Presentable {
        var file = try TokenFile(settings.tokenPath, files: reader, advice: settings.advice)
        let token = try SSOToken(file, advice: settings.advice)
        let isValid = token.expiresAt > calls.now
        guard token.expiresAt - calls.now < Self.refreshWindow else { return Presentable(token: token.accessToken) }
        guard settings.session != nil, let grant = token.grant, grant.registrationExpiresAt > calls.now else {
            guard isValid else { throw expired(.refused) }
            return Presentable(token: token.accessToken)
        }
        do throws(CredentialsError) {
            let answer = try await newToken(for: grant)
            return Presentable(token: answer.accessToken, remark: keep(answer, in: &file))
        } catch {
            guard error.kind != .cancelled else { throw error }
            if let other = tokenOfAnother(than: token) { return Presentable(token: other) }
            guard isValid else { throw expired(error.kind, because: error.description) }
            return Presentable(token: token.accessToken, remark: "the token could not be renewed: \(error)")
        }
    }

    /// Looks whether another program has renewed the token in the meantime, which makes our own attempt fail.
    ///
    /// - Returns: nil when the file holds no other token, or none that is valid.
    private func tokenOfAnother(than token: SSOToken) -> Secret<String>? {
        guard let file = try? TokenFile(settings.tokenPath, files: reader, advice: settings.advice),
            let other = try? SSOToken(file, advice: settings.advice),
            other.accessToken != token.accessToken, other.expiresAt > calls.now
        else { return nil }
        return other.accessToken
    }

    /// Tells that the token has expired.
    private func expired(_ kind: CredentialsError.Kind, because reason: String? = nil) -> CredentialsError {
        let renewal = reason.map { " and could not be renewed: \($0)" } ?? ""
        return CredentialsError(
            kind,
            "the single sign-on of profile '\(settings.profile)' has expired\(renewal); \(settings.advice)"
        )
    }

    /// A token that was just given out.
    private struct Answer {
        /// What is presented to the portal.
        var accessToken: Secret<String>
        /// When it stops being valid, in seconds since the epoch.
        var expiresAt: Int64
        /// What the next one is asked for with; nil when the one before goes on.
        var refreshToken: String?
    }

    /// The form of a request for a token.
    private struct RequestBody: Encodable {
        /// What is asked for.
        let grantType = "refresh_token"
        /// The program that signed in.
        let clientId: String
        /// The secret of that program.
        let clientSecret: String
        /// The token that stands for the sign-in.
        let refreshToken: String
    }

    /// The form of an answer with a token.
    private struct AnswerBody: Decodable {
        /// What is presented to the portal.
        let accessToken: String
        /// How long it is valid, in seconds.
        let expiresIn: Int64
        /// What the next one is asked for with.
        let refreshToken: String?
    }

    /// Asks for a new token.
    ///
    /// - Throws: `CredentialsError` when none is given.
    private func newToken(for grant: SSOToken.Grant) async throws(CredentialsError) -> Answer {
        let service = "the OIDC service at \(oidc)"
        let body = RequestBody(
            clientId: grant.clientID,
            clientSecret: grant.clientSecret.exposed,
            refreshToken: grant.refreshToken.exposed
        )
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            response = try await calls.send(.json(body, to: oidc, path: "/token"), policy: retryPolicy)
        } catch {
            throw CredentialsError(error, from: service)
        }
        guard let answer = try? JSONDecoder().decode(AnswerBody.self, from: Data(response.body)),
            !answer.accessToken.isEmpty, SSOToken.isToken(Secret(answer.accessToken)),
            (1...Self.longestLifetime).contains(answer.expiresIn)
        else { throw CredentialsError(.refused, "\(service) gave no token") }
        return Answer(
            accessToken: Secret(answer.accessToken),
            expiresAt: calls.now + answer.expiresIn,
            refreshToken: answer.refreshToken
        )
    }

    /// The longest validity that is believed, in seconds: ten years, which keeps the arithmetic in range.
    private static let longestLifetime: Int64 = 315_360_000

    /// Writes a new token into the file, beside what the file holds otherwise.
    ///
    /// - Returns: what went wrong; nil when the file is written.
    private func keep(_ answer: Answer, in file: inout TokenFile) -> String? {
        file["accessToken"] = .string(answer.accessToken.exposed)
        file["expiresAt"] = .string(CredentialTime.text(answer.expiresAt))
        if let refreshToken = answer.refreshToken { file["refreshToken"] = .string(refreshToken) }
        file["startUrl"] = .string(settings.startURL)
        file["region"] = .string(settings.region)
        do throws(FileWritingError) {
            try file.write(with: writer)
            return nil
        } catch {
            return "the renewed token could not be kept in '\(file.path)': \(error.reason)"
        }
    }
}

/// The token of a single sign-on, as its file holds it.
struct SSOToken: Hashable, Sendable {
    /// What a new token is asked for with.
    struct Grant: Hashable, Sendable {
        /// The token that stands for the sign-in.
        let refreshToken: Secret<String>
        /// The program that signed in.
        let clientID: String
        /// The secret of that program.
        let clientSecret: Secret<String>
        /// When the program stops being known, in seconds since the epoch.
        let registrationExpiresAt: Int64
    }

    /// What is presented to the portal.
    let accessToken: Secret<String>
    /// When it stops being valid, in seconds since the epoch.
    let expiresAt: Int64
    /// What a new token is asked for with; nil when the file does not hold all of it.
    let grant: Grant?

    /// Reads the token out of its file.
    ///
    /// - Throws: `CredentialsError` with the advice when the file holds no token, or none that a header may hold.
    init(_ file: TokenFile, advice: String) throws(CredentialsError) {
        guard let accessToken = file.secret("accessToken"), Self.isToken(accessToken),
            let expiresAt = file["expiresAt"]?.text.flatMap({ CredentialTime.seconds($0) })
        else { throw CredentialsError(.refused, "'\(file.path)' holds no token of a single sign-on; \(advice)") }
        self.accessToken = accessToken
        self.expiresAt = expiresAt
        grant = Grant(file)
    }

    /// Whether text may be presented as a token in a header.
    static func isToken(_ text: Secret<String>) -> Bool {
        text.exposed.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension SSOToken.Grant {
    /// Reads what a new token is asked for with.
    ///
    /// - Returns: nil when a part of it is absent.
    fileprivate init?(_ file: TokenFile) {
        guard let refreshToken = file.secret("refreshToken"), let clientID = file["clientId"]?.text,
            let clientSecret = file.secret("clientSecret"),
            let registrationExpiresAt = file["registrationExpiresAt"]?.text.flatMap({ CredentialTime.seconds($0) })
        else { return nil }
        self.init(
            refreshToken: refreshToken,
            clientID: clientID,
            clientSecret: clientSecret,
            registrationExpiresAt: registrationExpiresAt
        )
    }
}
