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
