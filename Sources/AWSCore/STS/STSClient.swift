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
        tools: CallTools,
        timeLimit: Duration? = nil
    ) {
        client = AWSServiceClient(
            .sts,
            settings: configuration.calls,
            credentials: credentials,
            tools: tools,
            timeLimit: timeLimit
        )
    }

    package var clock: ServiceClock { client.clock }

    /// Asks whom the keys belong to, which every caller may.
    package func callerIdentity() async throws(AWSCallError) -> CallerIdentity {
        try await call("GetCallerIdentity", []) { result throws(HTTPTransportError) in
            guard let account = result.text(of: "Account"), let arn = result.text(of: "Arn"),
                let userID = result.text(of: "UserId")
            else { throw Self.unreadable("it does not name the caller") }
            return CallerIdentity(account: account, arn: arn, userID: userID)
        }
    }

    /// Assumes a role; its session has the given name when the role names none.
    func assume(_ role: AssumableRole, sessionName: String) async throws(AWSCallError) -> ProvidedCredentials {
        let parameters = [
            ("RoleArn", role.arn),
            ("RoleSessionName", role.sessionName ?? sessionName),
            ("DurationSeconds", role.duration.map { "\($0.components.seconds)" }),
            ("ExternalId", role.externalID),
        ]
        return try await call("AssumeRole", parameters) { result throws(HTTPTransportError) in
            try ProvidedCredentials(session: result, source: "role \(role.arn) (profile '\(role.profile)')")
        }
    }

    private func call<Value>(
        _ action: String,
        _ parameters: [(name: String, value: String?)],
        _ read: (XMLElement) throws(HTTPTransportError) -> Value
    ) async throws(AWSCallError) -> Value {
        let answer = try await client.call(AWSRequest(action: action, version: Self.version, parameters: parameters))
        do throws(HTTPTransportError) {
            return try read(try Self.result(of: action, in: answer.body))
        } catch {
            throw AWSCallError(failure: .transport(error), attempts: answer.attempts)
        }
    }

    /// Finds `XResult` in the `XResponse` of an answer of success.
    static func result(of action: String, in body: [UInt8]) throws(HTTPTransportError) -> XMLElement {
        let root: XMLElement
        do {
            root = try XMLReader.read(body)
        } catch {
            throw unreadable(error.reason)
        }
        guard root.name == "\(action)Response", let result = root["\(action)Result"] else {
            throw unreadable("it is not a \(action)Response")
        }
        return result
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

extension ProvidedCredentials {
    /// Reads the result of an action that assumes a role; throws when a part is missing or malformed.
    init(session result: XMLElement, source: String) throws(HTTPTransportError) {
        guard let credentials = result["Credentials"], let token = credentials.text(of: "SessionToken"),
            let keys = AWSCredentials(
                given: credentials.text(of: "AccessKeyId"),
                credentials.text(of: "SecretAccessKey"),
                token
            ),
            let expiresAt = credentials.text(of: "Expiration").flatMap({ CredentialTime.seconds($0) })
        else { throw STSClient.unreadable("it is missing required fields") }
        let arn = result["AssumedRoleUser"]?.text(of: "Arn").flatMap { $0.utf8.count <= 2_048 ? $0 : nil }
        // arn:aws:sts::123456789012:assumed-role/name/session
        let parts = arn?.split(separator: ":" as Character, omittingEmptySubsequences: false) ?? []
        let account = parts.count >= 6 && !parts[4].isEmpty ? String(parts[4]) : nil
        self.init(keys: keys, expiresAt: expiresAt, accountID: account, source: source)
        callerARN = arn
    }
}
