import AWSSigning
import Support

/// The Security Token Service: whom keys belong to, and the keys of roles.
package struct STSClient: Sendable {
    static let version = "2011-06-15"

    private let client: AWSServiceClient

    /// Makes a client with the configuration of the service `sts`.
    package init(
        configuration: AWSConfiguration,
        credentials: some CredentialProvider,
        transport: some HTTPTransport,
        environment: CallEnvironment,
        userAgent: UserAgent,
        timeLimit: Duration? = nil
    ) {
        client = AWSServiceClient(
            .sts,
            settings: configuration.calls,
            credentials: credentials,
            transport: transport,
            environment: environment,
            userAgent: userAgent,
            timeLimit: timeLimit
        )
    }

    package var clock: ServiceClock { client.clock }

    /// Asks whom the keys belong to, which every caller may.
    package func callerIdentity() async throws(AWSCallError) -> CallerIdentity {
        let answer = try await call("GetCallerIdentity", [])
        guard let account = answer.result.text(of: "Account"), let arn = answer.result.text(of: "Arn"),
            let userID = answer.result.text(of: "UserId")
        else {
            let error = Self.unreadable("it does not name the caller")
            throw AWSCallError(.transport(error), attempts: answer.attempts)
        }
        return CallerIdentity(account: account, arn: arn, userID: userID)
    }

    /// Assumes a role; its session has the given name when the role names none.
    func assume(_ role: AssumableRole, sessionName: String) async throws(AWSCallError) -> RoleSession {
        let answer = try await call(
            "AssumeRole",
            [
                ("RoleArn", role.arn),
                ("RoleSessionName", role.sessionName ?? sessionName),
                ("DurationSeconds", role.duration.map { "\($0.components.seconds)" }),
                ("ExternalId", role.externalID),
            ]
        )
        do throws(HTTPTransportError) {
            return try RoleSession(answer.result)
        } catch {
            throw AWSCallError(.transport(error), attempts: answer.attempts)
        }
    }

    private func call(
        _ action: String,
        _ parameters: [(name: String, value: String?)]
    ) async throws(AWSCallError) -> (result: XMLElement, attempts: Int) {
        let answer = try await client.call(AWSRequest(action: action, version: Self.version, parameters: parameters))
        do throws(HTTPTransportError) {
            return (try Self.result(of: action, in: answer.body), answer.attempts)
        } catch {
            throw AWSCallError(.transport(error), attempts: answer.attempts)
        }
    }

    /// Finds what an action brought in an answer of success.
    static func result(of action: String, in body: [UInt8]) throws(HTTPTransportError) -> XMLElement {
        do throws(XMLReadingError) {
            return try QueryAnswer.result(of: action, in: body)
        } catch {
            throw unreadable(error.reason)
        }
    }

    /// Tells that an answer of success cannot be read; it is not shown, for it may hold keys.
    static func unreadable(_ reason: String) -> HTTPTransportError {
        HTTPTransportError(
            .unreadable,
            code: "AnswerMalformed",
            message: "the answer of STS is not as expected: \(reason)"
        )
    }
}

/// Whom AWS takes the caller for.
package struct CallerIdentity: Hashable, Sendable {
    /// Twelve digits.
    package let account: String
    /// The user, the role's session or the root user.
    package let arn: String
    /// AWS's own id of the caller; of a role's session it ends in the session's name.
    package let userID: String
}

/// The keys of a role, as STS gives them.
struct RoleSession: Hashable, Sendable {
    let keys: AWSCredentials
    /// In seconds since the epoch.
    let expiresAt: Int64
    /// The role's; nil when the answer does not name it.
    let accountID: String?

    /// Reads the result of an action that assumes a role; an error when a part is missing or malformed.
    init(_ result: XMLElement) throws(HTTPTransportError) {
        guard let credentials = result["Credentials"], let token = credentials.text(of: "SessionToken"),
            let keys = AWSCredentials(
                given: credentials.text(of: "AccessKeyId"),
                credentials.text(of: "SecretAccessKey"),
                token
            ),
            let expiresAt = credentials.text(of: "Expiration").flatMap({ CredentialTime.seconds($0) })
        else { throw STSClient.unreadable("it is missing required fields") }
        self.keys = keys
        self.expiresAt = expiresAt
        let arn = result["AssumedRoleUser"]?.text(of: "Arn")
        // arn:aws:sts::123456789012:assumed-role/name/session
        let parts = arn?.split(separator: ":" as Character, omittingEmptySubsequences: false) ?? []
        accountID = parts.count >= 6 && !parts[4].isEmpty ? String(parts[4]) : nil
    }

    /// The keys as a provider gives them; the source is in words.
    func provided(source: String) -> ProvidedCredentials {
        ProvidedCredentials(keys: keys, expiresAt: expiresAt, accountID: accountID, source: source)
    }
}
