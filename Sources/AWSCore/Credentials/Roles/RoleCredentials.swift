import AWSSigning
import Support

/// The credentials of roles that are taken on one by one, the first with the credentials of a source.
struct RoleCredentials: CredentialsProvider {
    /// The source and the roles.
    private let plan: CredentialsPlan
    /// What gives the first credentials.
    private let source: any CredentialsProvider
    /// What takes roles on.
    private let office: RoleOffice

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - plan: the source and the roles.
    ///   - source: what gives the first credentials.
    ///   - office: what takes roles on.
    init(_ plan: CredentialsPlan, from source: any CredentialsProvider, office: RoleOffice) {
        self.plan = plan
        self.source = source
        self.office = office
    }

    /// Asks the source, then takes one role on after the other.
    ///
    /// - Throws: `CredentialsError` of the source, or of the first role that is not given.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        var credentials = try await source.credentials()
        for role in plan.roles {
            let features = credentials.features.union([.assumedRole, plan.originFeature])
            credentials = try await office.assume(role, with: credentials)
            credentials.features = features
        }
        return credentials
    }
}

extension CredentialsPlan {
    /// How a call reports what the first role is taken on with.
    fileprivate var originFeature: UserAgentFeature {
        switch source {
        case .environment, .container, .instanceMetadata: .profileCredentialSource
        case .keys, .webIdentity, .sso, .login, .process: .profileSourceProfile
        }
    }
}

/// Takes roles on at STS, and words what it is told.
struct RoleOffice: Sendable {
    /// Where STS is.
    let configuration: AWSConfiguration
    /// What carries requests.
    let transport: any HTTPTransport
    /// The time, waiting and chance.
    let surroundings: CallSurroundings
    /// How the program names itself.
    let userAgent: UserAgent

    /// Takes a role on with other credentials.
    ///
    /// - Throws: `CredentialsError` that names the role when it is not given.
    func assume(
        _ role: AssumableRole,
        with credentials: ProvidedCredentials
    ) async throws(CredentialsError) -> ProvidedCredentials {
        let session: RoleSession
        do throws(AWSCallError) {
            session = try await client(StaticCredentials(credentials)).assume(role, sessionName: sessionName)
        } catch {
            throw CredentialsError(
                UnsignedCallFailure(error.failure),
                from: "STS, asked for role '\(role.arn)' (profile '\(role.profile)') with \(credentials.source),",
                advice: "the role must trust that caller, and the caller be allowed sts:AssumeRole on it"
            ).hiding([role.externalID].compactMap { $0 })
        }
        return ProvidedCredentials(
            keys: session.keys,
            expiresAt: session.expiresAt,
            accountID: session.accountID,
            source: "role \(role.arn) (profile '\(role.profile)'), by way of \(credentials.source)"
        )
    }

    /// Takes a role on by showing a token.
    ///
    /// - Throws: `CredentialsError` that names the role when it is not given.
    func assume(
        _ role: WebIdentityRole,
        showing token: Secret<String>
    ) async throws(CredentialsError) -> ProvidedCredentials {
        // The call is not signed; keys that are never used keep the client's shape.
        let nobody = StaticCredentials(
            ProvidedCredentials(keys: AWSCredentials(accessKeyID: "", secretAccessKey: Secret("")), source: "nobody")
        )
        let session: RoleSession
        do throws(AWSCallError) {
            session = try await client(nobody).assume(role, showing: token, sessionName: sessionName)
        } catch {
            throw CredentialsError(
                UnsignedCallFailure(error.failure),
                from: "STS, asked for role '\(role.arn)' with the token in '\(role.tokenFile)' (\(role.place)),",
                advice: "the role must trust the token's issuer, audience and subject, and the token be still valid"
            )
        }
        return ProvidedCredentials(
            keys: session.keys,
            expiresAt: session.expiresAt,
            accountID: session.accountID,
            source: "role \(role.arn), by the token in '\(role.tokenFile)' (\(role.place))"
        )
    }

    /// The name of a session that has none: it tells in AWS's own records what took the role on, and when.
    private var sessionName: String { "loopsweep-\(surroundings.secondsSinceEpoch())" }

    /// Makes a client of STS.
    private func client(_ credentials: StaticCredentials) -> STSClient {
        STSClient(
            configuration: configuration,
            credentials: credentials,
            transport: transport,
            environment: surroundings,
            userAgent: userAgent
        )
    }
}

/// A role that is taken on with other credentials.
struct AssumableRole: Hashable, Sendable {
    /// The role's ARN.
    let arn: String
    /// How the session is named in AWS's own records; nil for a name of ours.
    let sessionName: String?
    /// What the role's owner has agreed on with us; nil when nothing was.
    let externalID: String?
    /// How long the credentials are to be valid; nil for the role's own choice.
    let duration: Duration?
    /// The profile that names the role.
    let profile: String
}
