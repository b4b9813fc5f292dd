/// Makes providers of credentials out of settings.
struct CredentialsWorkshop: Sendable {
    /// The settings.
    let sources: ConfigurationSources
    /// What the providers work with.
    let tools: CredentialsTools

    /// The profile in use.
    ///
    /// - Throws: `CredentialsError`, `absent` when it says nothing of credentials.
    func profile() throws(CredentialsError) -> any CredentialsProvider {
        let planner = CredentialsPlanner(profiles: sources.profiles, environment: sources.environment)
        let plan = try planner.plan(for: sources.profileName)
        let source = PlannedSource(try provider(of: plan.source), profile: plan.profile)
        return plan.roles.isEmpty ? source : RoleCredentials(plan, from: source, office: try office())
    }

    /// The role for which the environment names a token.
    ///
    /// - Throws: `CredentialsError`, `absent` when it names none.
    func webIdentity() throws(CredentialsError) -> any CredentialsProvider {
        try provider(of: .webIdentity(try WebIdentityRole.read(sources.environment)))
    }

    /// Makes the provider of a source.
    ///
    /// - Throws: `CredentialsError`, `absent` when the source is not there.
    func provider(of source: CredentialsPlan.Source) throws(CredentialsError) -> any CredentialsProvider {
        MarkedCredentials(try unmarkedProvider(of: source), of: source)
    }

    /// Makes the provider of a source, which does not know what it is to others.
    ///
    /// - Throws: `CredentialsError`, `absent` when the source is not there.
    private func unmarkedProvider(
        of source: CredentialsPlan.Source
    ) throws(CredentialsError) -> any CredentialsProvider {
        switch source {
        case .keys(let credentials): StaticCredentials(credentials)
        case .environment:
            EnvironmentCredentials(environment: sources.environment, surroundings: tools.surroundings)
        case .container:
            ContainerCredentials(
                try ContainerSettings.read(sources.environment),
                files: tools.files,
                calls: tools.metadataCalls
            )
        case .instanceMetadata:
            InstanceMetadataCredentials(
                try InstanceMetadataSettings.read(sources.environment, profile: sources.profile),
                calls: tools.metadataCalls
            )
        case .webIdentity(let role): WebIdentityCredentials(role, files: tools.files, office: try office())
        case .sso(let settings): try sso(settings)
        case .login(let settings): try login(settings)
        case .process(let process): ProcessCredentials(process, runner: tools.processes)
        }
    }

    /// The single sign-on, whose services are in a region of its own.
    ///
    /// - Throws: `CredentialsError` when an endpoint cannot be.
    private func sso(_ settings: SSOSettings) throws(CredentialsError) -> any CredentialsProvider {
        SSOCredentials(
            settings,
            portal: try endpoint(of: .sso, region: settings.region),
            oidc: try endpoint(of: .ssoOIDC, region: settings.region),
            reader: tools.files,
            writer: tools.writer,
            calls: tools.calls
        )
    }

    /// The sign-in with `aws login`, in the region that is called.
    ///
    /// - Throws: `CredentialsError` when there is no region, or the endpoint cannot be.
    private func login(_ settings: LoginSettings) throws(CredentialsError) -> any CredentialsProvider {
        LoginCredentials(
            settings,
            signIn: try configured { () throws(AWSConfigurationError) in
                try sources.endpoint(of: .signin, region: try sources.region().value).value.endpoint
            },
            reader: tools.files,
            writer: tools.writer,
            calls: tools.calls
        )
    }

    /// Finds the endpoint of a service.
    ///
    /// - Throws: `CredentialsError` when it cannot be.
    private func endpoint(of service: AWSService, region: String) throws(CredentialsError) -> ServiceEndpoint {
        try configured { () throws(AWSConfigurationError) in
            try sources.endpoint(of: service, region: region).value.endpoint
        }
    }

    /// What takes roles on: STS in the region that is called.
    ///
    /// - Throws: `CredentialsError` when there is no region, or the endpoint cannot be.
    private func office() throws(CredentialsError) -> RoleOffice {
        RoleOffice(
            configuration: try configured { () throws(AWSConfigurationError) in
                try AWSConfiguration(.sts, from: sources)
            },
            transport: tools.transport,
            surroundings: tools.surroundings,
            userAgent: tools.userAgent
        )
    }

    /// Looks a setting up.
    ///
    /// - Throws: `CredentialsError` when there is none, or it cannot be.
    private func configured<Value>(
        _ read: () throws(AWSConfigurationError) -> Value
    ) throws(CredentialsError) -> Value {
        do throws(AWSConfigurationError) {
            return try read()
        } catch {
            throw CredentialsError(.configuration, error.description)
        }
    }
}

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

/// The source that a profile names: when it is absent, the profile cannot be used, and nothing else takes its place.
struct PlannedSource: CredentialsProvider {
    /// The source.
    private let source: any CredentialsProvider
    /// The profile that names it.
    private let profile: String

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - source: the source.
    ///   - profile: the profile that names it.
    init(_ source: any CredentialsProvider, profile: String) {
        self.source = source
        self.profile = profile
    }

    /// Asks the source.
    ///
    /// - Throws: `CredentialsError` of the source, never one that is `absent`.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        do throws(CredentialsError) {
            return try await source.credentials()
        } catch {
            guard error.kind == .absent else { throw error }
            throw CredentialsError(
                .configuration,
                "profile '\(profile)' names a source of credentials that is not there: \(error)"
            )
        }
    }
}

/// What providers of credentials work with.
package struct CredentialsTools: Sendable {
    /// What reads files.
    let files: any FileReader
    /// What writes renewed tokens.
    let writer: any FileWriter
    /// What carries requests.
    let transport: any HTTPTransport
    /// What carries requests to services of this machine, past any proxy.
    let metadataTransport: any HTTPTransport
    /// What runs programs.
    let processes: any ProcessRunner
    /// The time, waiting and chance.
    let surroundings: CallSurroundings
    /// How the program names itself.
    let userAgent: UserAgent

    /// Puts tools together.
    ///
    /// - Parameters:
    ///   - files: what reads files.
    ///   - writer: what writes renewed tokens.
    ///   - transport: what carries requests.
    ///   - metadataTransport: what carries requests to services of this machine, past any proxy.
    ///   - processes: what runs programs.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    package init(
        files: any FileReader,
        writer: any FileWriter,
        transport: any HTTPTransport,
        metadataTransport: any HTTPTransport,
        processes: any ProcessRunner,
        surroundings: CallSurroundings,
        userAgent: UserAgent
    ) {
        self.files = files
        self.writer = writer
        self.transport = transport
        self.metadataTransport = metadataTransport
        self.processes = processes
        self.surroundings = surroundings
        self.userAgent = userAgent
    }

    /// What makes unsigned calls to services elsewhere.
    var calls: UnsignedCalls {
        UnsignedCalls(transport: transport, surroundings: surroundings, userAgent: userAgent)
    }

    /// What makes unsigned calls to services of this machine.
    var metadataCalls: UnsignedCalls {
        UnsignedCalls(transport: metadataTransport, surroundings: surroundings, userAgent: userAgent)
    }
}
