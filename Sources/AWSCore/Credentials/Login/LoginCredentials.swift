import AWSSigning
import Crypto
import FoundationEssentials
import Support

/// Credentials of a person who signed in to the console with `aws login`; new keys are fetched as long as the sign-in lasts.
struct LoginCredentials: CredentialsProvider {
    /// Who signed in.
    private let settings: LoginSettings
    /// Where new keys are given out: the sign-in service (`signin`) of the region in use.
    private let signIn: ServiceEndpoint
    /// What reads the file.
    private let reader: any FileReader
    /// What writes the file.
    private let writer: any FileWriter
    /// What makes the calls.
    private let calls: UnsignedCalls
    /// How often and after what delay a call is tried again.
    private let retryPolicy: RetryPolicy

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - settings: who signed in.
    ///   - signIn: the sign-in service of the region in use.
    ///   - reader: what reads the file of the keys and tokens.
    ///   - writer: what writes new ones into the file.
    ///   - calls: what makes the calls.
    ///   - retryPolicy: how often and after what delay a call is tried again.
    init(
        _ settings: LoginSettings,
        signIn: ServiceEndpoint,
        reader: any FileReader,
        writer: any FileWriter,
        calls: UnsignedCalls,
        retryPolicy: RetryPolicy = RetryPolicy()
    ) {
        self.settings = settings
        self.signIn = signIn
        self.reader = reader
        self.writer = writer
        self.calls = calls
        self.retryPolicy = retryPolicy
    }

    /// How long before their end keys are replaced, in seconds, as in the AWS CLI.
    private static let refreshWindow: Int64 = 300

    /// Gives the keys of the file, or new ones when those are about to expire.
    ///
    /// - Throws: `CredentialsError` with the command to sign in when there are none, and no new ones are given.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        var file = try TokenFile(settings.tokenPath, files: reader, advice: settings.advice)
        let token = try LoginToken(file, advice: settings.advice)
        let old = ProvidedCredentials(
            keys: token.keys,
            expiresAt: token.expiresAt,
            accountID: token.accountID,
            source: settings.source
        )
        guard token.expiresAt - calls.now <= Self.refreshWindow else { return old }
        do throws(CredentialsError) {
            let answer = try await newKeys(for: token)
            let remark = keep(answer, in: &file)
            return ProvidedCredentials(
                keys: answer.keys,
                expiresAt: answer.expiresAt,
                accountID: token.accountID,
                source: settings.source + (remark.map { "; \($0)" } ?? "")
            )
        } catch {
            guard error.kind != .cancelled, token.expiresAt > calls.now else { throw error }
            var kept = old
            kept.source += "; the keys could not be renewed: \(error)"
            return kept
        }
    }

    /// Keys that were just given out.
    private struct Answer {
        /// The keys to sign with.
        var keys: AWSCredentials
        /// When they stop being valid, in seconds since the epoch.
        var expiresAt: Int64
        /// What the next ones are asked for with.
        var refreshToken: String
    }

    /// The form of a request for keys.
    private struct RequestBody: Encodable {
        /// What is asked for.
        let grantType = "refresh_token"
        /// The program that signed in.
        let clientId: String
        /// The token that stands for the sign-in.
        let refreshToken: String
    }

    /// The form of an answer with keys.
    private struct AnswerBody: Decodable {
        /// The keys themselves.
        struct Keys: Decodable {
            /// The public half.
            let accessKeyId: String
            /// The secret half.
            let secretAccessKey: String
            /// What they are presented with.
            let sessionToken: String
        }

        /// The keys.
        let accessToken: Keys
        /// How long they are valid, in seconds.
        let expiresIn: Int64
        /// What the next ones are asked for with.
        let refreshToken: String
    }

    /// Asks for new keys.
    ///
    /// - Throws: `CredentialsError` when none are given.
    private func newKeys(for token: LoginToken) async throws(CredentialsError) -> Answer {
        let service = "the sign-in service at \(signIn)"
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            response = try await calls.send(policy: retryPolicy) { () throws(CredentialsError) in
                try request(for: token)
            }
        } catch {
            throw CredentialsError(error, from: service, advice: advice(on: error.oauthCode))
        }
        guard let answer = try? JSONDecoder().decode(AnswerBody.self, from: Data(response.body)),
            (0...Self.longestLifetime).contains(answer.expiresIn), !answer.refreshToken.isEmpty,
            let keys = AWSCredentials(
                given: answer.accessToken.accessKeyId,
                answer.accessToken.secretAccessKey,
                answer.accessToken.sessionToken
            )
        else { throw CredentialsError(.refused, "\(service) gave an answer without keys; \(settings.advice)") }
        return Answer(keys: keys, expiresAt: calls.now + answer.expiresIn, refreshToken: answer.refreshToken)
    }

    /// The longest validity that is believed, in seconds: a day, where AWS gives a quarter of an hour.
    private static let longestLifetime: Int64 = 86_400

    /// Makes the request for new keys; each has a proof of its own, because a proof counts once.
    ///
    /// - Throws: `CredentialsError` when the key of the proof cannot sign.
    private func request(for token: LoginToken) throws(CredentialsError) -> HTTPRequest {
        let path = "/v1/token"
        let bits = calls.surroundings.randomBits
        let proof: ProofOfPossession
        do {
            proof = try ProofOfPossession(
                token.proofKey,
                method: .post,
                url: "\(signIn)\(path)",
                id: InvocationID(bits(), bits()),
                at: calls.now
            )
        } catch {
            throw CredentialsError(.refused, "the key in '\(settings.tokenPath)' cannot sign; \(settings.advice)")
        }
        return .json(
            RequestBody(clientId: token.clientID, refreshToken: token.refreshToken.exposed),
            to: signIn,
            path: path,
            headers: [HTTPHeader("dpop", proof.header)]
        )
    }

    /// What to do about a refusal.
    private func advice(on code: String?) -> String {
        switch code {
        case "TOKEN_EXPIRED": "the sign-in has ended: \(settings.advice)"
        case "USER_CREDENTIALS_CHANGED": "the password has changed: \(settings.advice)"
        case "INSUFFICIENT_PERMISSIONS":
            "the identity may not call signin:CreateOAuth2Token: have it allowed, then \(settings.advice)"
        default: settings.advice
        }
    }

    /// Writes new keys into the file, beside what the file holds otherwise.
    ///
    /// - Returns: what went wrong; nil when the file is written.
    private func keep(_ answer: Answer, in file: inout TokenFile) -> String? {
        var access = file["accessToken"]?.members ?? [:]
        access["accessKeyId"] = .string(answer.keys.accessKeyID)
        access["secretAccessKey"] = .string(answer.keys.secretAccessKey.exposed)
        access["sessionToken"] = answer.keys.sessionToken.map { .string($0.exposed) }
        access["expiresAt"] = .string(CredentialTime.text(answer.expiresAt))
        file["accessToken"] = .object(access)
        file["refreshToken"] = .string(answer.refreshToken)
        do throws(FileWritingError) {
            try file.write(with: writer)
            return nil
        } catch {
            return "the new keys could not be kept in '\(file.path)': \(error.reason)"
        }
    }
}

/// What a profile says of a sign-in to the console that the AWS CLI keeps (`aws login`).
struct LoginSettings: Hashable, Sendable {
    /// The profile's name, for the command that signs in.
    let profile: String
    /// Who signed in, as the AWS CLI wrote it: the name of an identity.
    let session: String
    /// Where the AWS CLI keeps the keys and the tokens of the sign-in.
    let tokenPath: String

    /// Reads the settings of a profile.
    ///
    /// - Parameters:
    ///   - profile: the profile's name.
    ///   - properties: its properties.
    ///   - environment: the environment variables, for the folder.
    /// - Returns: settings whose file need not exist.
    /// - Throws: `CredentialsError`, `absent` when the profile is none of a sign-in, and `configuration` when the folder
    ///   cannot be found.
    static func read(
        profile: String,
        properties: [String: String],
        environment: AWSEnvironment
    ) throws(CredentialsError) -> LoginSettings {
        guard let session = properties["login_session"], !session.isEmpty else {
            throw CredentialsError(.absent, "profile '\(profile)' has no login_session")
        }
        let folder = environment["AWS_LOGIN_CACHE_DIRECTORY"] ?? "~/.aws/login/cache"
        let name = Hexadecimal.encode(SHA256.hash(data: Array(session.utf8)))
        guard let tokenPath = environment.expanded("\(folder)/\(name).json") else {
            throw CredentialsError(.configuration, "HOME is not set: the keys of `aws login` cannot be found")
        }
        return LoginSettings(profile: profile, session: session, tokenPath: tokenPath)
    }

    /// What signs in anew, as a sentence goes on.
    var advice: String { "sign in with `aws login --profile \(profile)`" }

    /// Where the credentials come from, in words.
    var source: String { "profile '\(profile)', aws login of \(session)" }
}
