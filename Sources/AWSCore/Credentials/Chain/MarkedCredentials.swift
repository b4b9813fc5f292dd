/// The credentials of a source, with what has to be known of it: how it is reported, and how long its keys are used.
struct MarkedCredentials: CredentialsProvider {
    /// What gives the credentials.
    private let provider: any CredentialsProvider
    /// The source that it stands for.
    private let source: CredentialsPlan.Source

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - provider: what gives the credentials.
    ///   - source: the source that it stands for.
    init(_ provider: any CredentialsProvider, of source: CredentialsPlan.Source) {
        self.provider = provider
        self.source = source
    }

    /// Has the source give credentials.
    ///
    /// - Throws: `CredentialsError` of the source.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        var provided = try await provider.credentials()
        provided.features.formUnion(source.features)
        if case .instanceMetadata = source { provided.outlivesExpiry = true }
        return provided
    }
}

extension CredentialsPlan.Source {
    /// How a call reports that its keys come from the source.
    fileprivate var features: Set<UserAgentFeature> {
        switch self {
        case .keys: [.profileKeys]
        case .environment: [.environmentKeys]
        case .container: [.container]
        case .instanceMetadata: [.instanceMetadata]
        case .webIdentity(let role):
            switch role.place {
            case .environment: [.environmentWebIdentity, .assumedRoleWithWebIdentity]
            case .given, .profile, .rule: [.profileWebIdentity, .assumedRoleWithWebIdentity]
            }
        case .sso(let settings): settings.session == nil ? [.profileLegacySSO, .legacySSO] : [.profileSSO, .sso]
        case .login: [.profileLogin, .login]
        case .process: [.profileProcess, .process]
        }
    }
}
