import AWSSigning
import Support

/// The Security Token Service: whom keys belong to, and the keys of roles.
package struct STSClient: Sendable {
    /// The version of the service's interface.
    private static let version = "2011-06-15"

    /// What signs, sends and tries again.
    private let client: AWSServiceClient

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - configuration: where to call, for the service `sts`.
    ///   - credentials: what gives the keys to sign with.
    ///   - transport: what carries requests.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    ///   - timeLimit: the longest time for one call with all its attempts; nil, the default, for no limit.
    package init(
        configuration: AWSConfiguration,
        credentials: some CredentialsProvider,
        transport: some HTTPTransport,
        surroundings: CallSurroundings,
        userAgent: UserAgent,
        timeLimit: Duration? = nil
    ) {
        client = AWSServiceClient(
            .sts,
            settings: configuration.calls,
            credentials: credentials,
            transport: transport,
            surroundings: surroundings,
            userAgent: userAgent,
            timeLimit: timeLimit
        )
    }

    /// The time as STS has it, as far as its answers have told.
    package var clock: ServiceClock { client.clock }

    /// Asks whom the keys belong to, which everybody may.
    ///
    /// - Throws: `AWSCallError` when there was no answer of success, or none that can be read.
    package func callerIdentity() async throws(AWSCallError) -> CallerIdentity {
        let answer = try await call("GetCallerIdentity", [])
        guard let account = answer.result.text(of: "Account"), let arn = answer.result.text(of: "Arn"),
            let userID = answer.result.text(of: "UserId")
        else { throw Self.unreadable(answer.timesSent, "it names no caller") }
        return CallerIdentity(account: account, arn: arn, userID: userID)
    }

    /// Takes a role on.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - sessionName: the name of the session when the role has none.
    /// - Returns: the keys of the role.
    /// - Throws: `AWSCallError` when there was no answer of success, or none that can be read.
    func assume(_ role: AssumableRole, sessionName: String) async throws(AWSCallError) -> RoleSession {
        let parameters: [(name: String, value: String?)] = [
            ("RoleArn", role.arn),
            ("RoleSessionName", role.sessionName ?? sessionName),
            ("DurationSeconds", role.duration.map { "\($0.components.seconds)" }),
            ("ExternalId", role.externalID),
        ]
        return try await session("AssumeRole", parameters)
    }

    /// Takes a role on by showing a token of another identity provider; the call is not signed.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - token: what the identity provider gave.
    ///   - sessionName: the name of the session when the role has none.
    /// - Returns: the keys of the role.
    /// - Throws: `AWSCallError` when there was no answer of success, or none that can be read.
    func assume(
        _ role: WebIdentityRole,
        showing token: Secret<String>,
        sessionName: String
    ) async throws(AWSCallError) -> RoleSession {
        let parameters: [(name: String, value: String?)] = [
            ("RoleArn", role.arn),
            ("RoleSessionName", role.sessionName ?? sessionName),
            ("WebIdentityToken", token.exposed),
        ]
        return try await session("AssumeRoleWithWebIdentity", parameters, isSigned: false)
    }

    /// Makes a call that brings a session.
    private func session(
        _ action: String,
        _ parameters: [(name: String, value: String?)],
        isSigned: Bool = true
    ) async throws(AWSCallError) -> RoleSession {
        let answer = try await call(action, parameters, isSigned: isSigned)
        guard let session = RoleSession(answer.result) else {
            throw Self.unreadable(answer.timesSent, "it holds no whole credentials")
        }
        return session
    }

    /// Makes a call and finds what it brought in the answer.
    ///
    /// - Throws: `AWSCallError` when there was no answer of success, or none that can be read.
    private func call(
        _ action: String,
        _ parameters: [(name: String, value: String?)],
        isSigned: Bool = true
    ) async throws(AWSCallError) -> (result: XMLElement, timesSent: Int) {
        let request = AWSRequest(action: action, version: Self.version, parameters: parameters, isSigned: isSigned)
        let answer = try await client.call(request)
        do throws(XMLReadingError) {
            return (try QueryAnswer.result(of: action, in: answer.response.body), answer.timesSent)
        } catch {
            throw Self.unreadable(answer.timesSent, error.reason)
        }
    }

    /// Tells that an answer of success cannot be read; it is not shown, for it may hold keys.
    private static func unreadable(_ timesSent: Int, _ reason: String) -> AWSCallError {
        let message = "the answer of STS is not as expected: \(reason)"
        return AWSCallError(
            .transport(HTTPTransportError(.unreadable, code: "AnswerMalformed", message: message)),
            timesSent: timesSent
        )
    }
}

/// Whom AWS takes the caller for.
package struct CallerIdentity: Hashable, Sendable {
    /// The account, twelve digits.
    package let account: String
    /// The user, the role's session or the root user.
    package let arn: String
    /// AWS's own id of the caller; of a role's session it ends in the session's name.
    package let userID: String

    /// Makes an identity from its parts.
    package init(account: String, arn: String, userID: String) {
        self.account = account
        self.arn = arn
        self.userID = userID
    }
}

/// The keys of a role, as STS gives them.
struct RoleSession: Hashable, Sendable {
    /// The keys.
    let keys: AWSCredentials
    /// When they stop being valid, in seconds since the epoch.
    let expiresAt: Int64
    /// The account of the role; nil when the answer does not name it.
    let accountID: String?

    /// Reads the result of an action that takes a role on.
    ///
    /// - Returns: nil when a part is missing or cannot be.
    init?(_ result: XMLElement) {
        guard let credentials = result["Credentials"], let token = credentials.text(of: "SessionToken"),
            let keys = AWSCredentials(
                given: credentials.text(of: "AccessKeyId"),
                credentials.text(of: "SecretAccessKey"),
                token
            ),
            let expiresAt = credentials.text(of: "Expiration").flatMap({ CredentialTime.seconds($0) })
        else { return nil }
        self.keys = keys
        self.expiresAt = expiresAt
        let arn = result["AssumedRoleUser"]?.text(of: "Arn")
        // arn:aws:sts::123456789012:assumed-role/name/session
        let parts = arn?.split(separator: ":" as Character, omittingEmptySubsequences: false) ?? []
        accountID = parts.count >= 6 && !parts[4].isEmpty ? String(parts[4]) : nil
    }
}
