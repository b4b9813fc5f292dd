/// Looks for credentials in one place after the other, as the AWS SDKs do; the first that has any is the only one used.
///
/// The environment comes before the profile, and both before what the machine itself has. The files are read anew each
/// time: whoever replaces expired keys in them is followed.
package struct CredentialsChain: CredentialsProvider {
    /// The places, in the order in which they are looked into.
    private enum Place: CaseIterable {
        /// The keys in the environment.
        case environment
        /// The profile in use.
        case profile
        /// The token that the environment names.
        case webIdentity
        /// The agent of a container.
        case container
        /// The metadata service of an instance.
        case instanceMetadata

        /// Whether the place counts although the caller named a profile: what the environment says then does not.
        var countsBesideGivenProfile: Bool {
            switch self {
            case .environment, .webIdentity: false
            case .profile, .container, .instanceMetadata: true
            }
        }
    }

    /// The environment variables.
    private let environment: AWSEnvironment
    /// What the caller decides.
    private let overrides: AWSOverrides
    /// What providers work with.
    private let tools: CredentialsTools

    /// Makes a chain.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - overrides: what the caller decides; its endpoint is that of another service and does not count here.
    ///   - tools: what providers work with.
    package init(environment: AWSEnvironment, overrides: AWSOverrides, tools: CredentialsTools) {
        self.environment = environment
        self.overrides = overrides
        self.tools = tools
    }

    /// Asks the first place that has credentials.
    ///
    /// - Throws: `CredentialsError` of the first place that is there and does not give any; `absent`, with all that was
    ///   looked into, when no place is there.
    package func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        let sources: ConfigurationSources
        do throws(AWSConfigurationError) {
            sources = try ConfigurationSources(environment: environment, files: tools.files, overrides: overrides)
        } catch {
            throw CredentialsError(.configuration, error.description)
        }
        let workshop = CredentialsWorkshop(sources: sources, tools: tools)
        var absences: [CredentialsError] = []
        for place in Place.allCases where overrides.profile == nil || place.countsBesideGivenProfile {
            do throws(CredentialsError) {
                return try await Self.provider(of: place, workshop).credentials()
            } catch {
                // No one has asked for the metadata service: its trouble is one more reason and not the only one.
                guard error.kind == .absent || (place == .instanceMetadata && error.kind != .cancelled) else {
                    throw error
                }
                absences.append(error)
            }
        }
        throw Self.nowhere(absences)
    }

    /// Tells that no place has credentials, with all that were looked into.
    private static func nowhere(_ absences: [CredentialsError]) -> CredentialsError {
        CredentialsError(
            absences.last?.kind ?? .absent,
            "no AWS credentials: \(absences.map(\.description).joined(separator: "; ")); "
                + "sign in with `aws login` or `aws sso login`, or name a profile with --profile or AWS_PROFILE"
        )
    }

    /// Makes the provider of a place.
    ///
    /// - Throws: `CredentialsError`, `absent` when the place is not there.
    private static func provider(
        of place: Place,
        _ workshop: CredentialsWorkshop
    ) throws(CredentialsError) -> any CredentialsProvider {
        switch place {
        case .environment: try workshop.provider(of: .environment)
        case .profile: try workshop.profile()
        case .webIdentity: try workshop.webIdentity()
        case .container: try workshop.provider(of: .container)
        case .instanceMetadata: try workshop.provider(of: .instanceMetadata)
        }
    }
}
