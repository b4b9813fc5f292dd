/// A provider that is looked for in the environment or on this machine, without being named.
protocol CredentialSource: CredentialProvider {
    /// Looks for the source; an error that is `absent` says that it is not there.
    init(_ context: CredentialContext) throws(CredentialError)
}

/// A provider that a profile may hold the settings of.
protocol ProfileCredentialSource: CredentialProvider {
    /// Reads what a profile says of the source; nil when it says nothing.
    init?(_ profile: CredentialProfile, _ context: CredentialContext) throws(CredentialError)
}

/// Looks for credentials in one source after the other, as the AWS SDKs do; the first that has any is the only one used.
///
/// The environment comes before the profile, and both before what the machine itself has. The files are read anew each
/// time: whoever replaces expired keys in them is followed.
package struct CredentialResolver: CredentialProvider {
    /// The sources in the order in which they are asked; `ProfileCredentials` has the order within a profile.
    private static let sources: [any CredentialSource.Type] = [
        EnvironmentCredentials.self, ProfileCredentials.self, WebIdentityCredentials.self, ContainerCredentials.self,
        InstanceMetadataCredentials.self,
    ]

    /// The sources when the caller names a profile: what the environment says then does not count.
    private static let sourcesBesideGivenProfile: [any CredentialSource.Type] = [
        ProfileCredentials.self, ContainerCredentials.self, InstanceMetadataCredentials.self,
    ]

    private let environment: AWSEnvironment
    private let overrides: AWSOverrides
    private let tools: CredentialTools

    /// Makes a resolver; the endpoint of the overrides is that of another service and does not count here.
    package init(environment: AWSEnvironment, overrides: AWSOverrides, tools: CredentialTools) {
        self.environment = environment
        self.overrides = overrides
        self.tools = tools
    }

    /// Asks the first source that has credentials.
    ///
    /// - Throws: `CredentialError` of the first source that is there and does not give any; `absent`, with all that were
    ///   looked for, when none is there.
    package func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let settings = Result { () throws(AWSConfigurationError) in
            try ConfigurationSources(environment: environment, files: tools.files, overrides: overrides)
        }
        let context = CredentialContext(settings: try settings.mapError { CredentialError($0) }.get(), tools: tools)
        var absences: [CredentialError] = []
        for source in overrides.profile == nil ? Self.sources : Self.sourcesBesideGivenProfile {
            do throws(CredentialError) {
                return try await source.init(context).credentials()
            } catch {
                // No one has asked for the metadata service: its trouble is one more reason and not the only one.
                let isUnasked = source == InstanceMetadataCredentials.self && error.kind != .cancelled
                guard error.kind == .absent || isUnasked else { throw error }
                absences.append(error)
            }
        }
        throw CredentialError(
            absences.last?.kind ?? .absent,
            "no AWS credentials: \((absences.map(\.description) + context.settings.remarks).joined(separator: "; ")); "
                + "sign in with `aws login` or `aws sso login`, or name a profile with --profile or AWS_PROFILE"
        )
    }
}
