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
