import Support

/// What one profile says of credentials.
struct CredentialProfile: Sendable {
    let name: String
    let properties: ProfileFile.Properties

    /// A property; an empty one counts as absent.
    subscript(property: String) -> String? { properties[property].flatMap { $0.isEmpty ? nil : $0 } }

    func error(_ trouble: String) -> CredentialError {
        CredentialError(.configuration, "profile '\(name)': \(trouble)")
    }
}

extension CredentialProfile {
    init?(_ name: String, _ context: CredentialContext) {
        guard let properties = context.settings.profiles[.profile(name)] else { return nil }
        self.init(name: name, properties: properties)
    }
}

/// The credentials of a profile, which is followed through the profiles and roles that it names to a source.
struct ProfileCredentials: CredentialSource {
    /// The sources that a profile may hold, in the order in which they are looked for.
    private static let sources: [any ProfileCredentialSource.Type] = [
        WebIdentityCredentials.self, SSOCredentials.self, LoginCredentials.self, ProcessCredentials.self,
        ProfileKeys.self,
    ]

    /// The sources outside of all profiles that `credential_source` may name, in lower case.
    private static let namedSources: [String: any CredentialSource.Type] = [
        "environment": EnvironmentCredentials.self,
        "ecscontainer": ContainerCredentials.self,
        "ec2instancemetadata": InstanceMetadataCredentials.self,
    ]

    let source: any CredentialProvider
    /// The roles, in the order in which they are assumed.
    let roles: [AssumableRole]
    private let context: CredentialContext
    /// How STS is called, in the region that is called with the credentials; nil when there are no roles.
    private let sts: AWSConfiguration?

    /// Follows the profile in use; an error that is `absent` says that there is none, or it says nothing of credentials.
    init(_ context: CredentialContext) throws(CredentialError) {
        try self.init(context.settings.profileName, context)
    }

    /// Follows a profile; no source is asked yet.
    init(_ name: String, _ context: CredentialContext) throws(CredentialError) {
        (source, roles) = try Self.follow(name, context)
        sts = roles.isEmpty ? nil : try context.stsConfiguration()
        self.context = context
    }

    /// Asks the source, then assumes one role after the other, each with the credentials of the one before.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        var credentials = try await source.credentials()
        guard let sts else { return credentials }
        for role in roles { credentials = try await role.assume(with: credentials, at: sts, context) }
        return credentials
    }

    /// Finds the source of a profile, and the roles in the order in which they are assumed from there on.
    private static func follow(
        _ name: String,
        _ context: CredentialContext
    ) throws(CredentialError) -> (any CredentialProvider, [AssumableRole]) {
        guard var profile = CredentialProfile(name, context) else {
            throw absence("the AWS configuration holds no profile '\(name)'", context)
        }
        var visited = [name]
        var roles: [AssumableRole] = []
        while true {
            // A profile that another one builds on is there for its keys, whatever else it may be.
            if visited.count > 1, let keys = try ProfileKeys(profile, context) { return (keys, roles) }
            guard let role = try AssumableRole(profile, askedFor: name) else { break }
            roles.insert(role, at: 0)
            switch (profile["source_profile"], profile["credential_source"]) {
            case (nil, nil): throw profile.error("role_arn needs a source_profile or a credential_source beside it")
            case (_?, _?): throw profile.error("source_profile and credential_source are mutually exclusive")
            case (nil, let named?): return (try namedSource(named, of: profile, context), roles)
            case (profile.name, nil):
                // A profile may name itself, and then stands for the source that it is beside the role.
                return (try source(of: profile, context), roles)
            case (let next?, nil):
                guard !visited.contains(next) else {
                    let path = (visited + [next]).map { "'\($0)'" }.joined(separator: " → ")
                    throw CredentialError(.configuration, "source_profile leads in a circle: \(path)")
                }
                profile = try sourceProfile(next, of: profile, context)
                visited.append(next)
            }
        }
        return (try source(of: profile, context, isFirst: visited.count == 1), roles)
    }

    /// Says that the profile in use has no credentials, which is an error when some were meant for it: others would sign.
    private static func absence(_ words: String, _ context: CredentialContext) -> CredentialError {
        let settings = context.settings
        if let heading = settings.passedOver.first {
            return CredentialError(.configuration, "\(words); passed over: \(heading)")
        }
        let names = settings.profiles.profiles.keys.filter { $0.lowercased() == settings.profileName.lowercased() }
        guard let other = names.first(where: { $0 != settings.profileName }) else {
            return CredentialError(.absent, words)
        }
        return CredentialError(.configuration, "\(words); did you mean '\(other)'?")
    }

    private static func namedSource(
        _ name: String,
        of profile: CredentialProfile,
        _ context: CredentialContext
    ) throws(CredentialError) -> NamedSource {
        guard let source = namedSources[name.lowercased()] else {
            throw profile.error(
                "credential_source is none of Environment, EcsContainer and Ec2InstanceMetadata: '\(name)'"
            )
        }
        return NamedSource(source: source, profile: profile.name, context: context)
    }

    private static func sourceProfile(
        _ name: String,
        of other: CredentialProfile,
        _ context: CredentialContext
    ) throws(CredentialError) -> CredentialProfile {
        let profiles = context.settings.profiles
        if let profile = CredentialProfile(name, context) {
            try Result { () throws(AWSConfigurationError) in try profiles.check(.profile(name)) }
                .mapError { CredentialError($0) }.get()
            return profile
        }
        throw CredentialError(
            .configuration,
            "profile '\(other.name)' names the source_profile '\(name)', which does not exist"
                + profiles.hint(for: name, among: profiles.profiles)
        )
    }

    /// Finds what gives the first credentials of a profile, the roles that it names left aside.
    private static func source(
        of profile: CredentialProfile,
        _ context: CredentialContext,
        isFirst: Bool = false
    ) throws(CredentialError) -> any CredentialProvider {
        for source in sources {
            if let source = try source.init(profile, context) { return source }
        }
        let words = "profile '\(profile.name)' says nothing of credentials"
        throw isFirst ? absence(words, context) : CredentialError(.configuration, words)
    }
}

/// A source that a profile names: when it is absent, the profile cannot be used, and nothing else takes its place.
struct NamedSource: CredentialProvider {
    let source: any CredentialSource.Type
    let profile: String
    let context: CredentialContext

    /// Asks the source; the error is never one that is `absent`.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        do throws(CredentialError) {
            return try await source.init(context).credentials()
        } catch {
            guard error.kind == .absent else { throw error }
            throw CredentialError(
                .configuration,
                "profile '\(profile)' names a source of credentials that is not there: \(error)"
            )
        }
    }
}
