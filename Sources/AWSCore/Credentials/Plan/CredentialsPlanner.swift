import AWSSigning
import Support

/// Follows a profile through the profiles and roles that it names, to where credentials come from; it reads and calls
/// nothing.
struct CredentialsPlanner: Sendable {
    /// All profiles.
    let profiles: AWSProfiles
    /// The environment variables, in which `~` is looked up.
    let environment: AWSEnvironment

    /// Makes the plan of a profile.
    ///
    /// - Throws: `CredentialsError`, `absent` when there is no such profile or it says nothing of credentials, and
    ///   `configuration` when what it says cannot be.
    func plan(for name: String) throws(CredentialsError) -> CredentialsPlan {
        guard var profile = self.profile(name) else {
            throw CredentialsError(.absent, "the AWS configuration holds no profile '\(name)'")
        }
        var visited = [name]
        var roles: [AssumableRole] = []
        while true {
            // A profile that another one builds on is there for its keys, whatever else it may be.
            if visited.count > 1, let keys = try profile.keys() { return plan(.keys(keys), of: profile, roles) }
            guard let role = try profile.role(for: name) else { break }
            roles.append(role)
            switch try profile.roleSource() {
            case .named(let source): return plan(source, of: profile, roles)
            case .profile(profile.name):
                // A profile may name itself, and then stands for the source that it is beside the role.
                return plan(try source(of: profile), of: profile, roles)
            case .profile(let next):
                guard !visited.contains(next) else {
                    let path = (visited + [next]).map { "'\($0)'" }.joined(separator: " → ")
                    throw CredentialsError(.configuration, "source_profile leads in a circle: \(path)")
                }
                profile = try sourceProfile(next, of: profile)
                visited.append(next)
            }
        }
        return plan(try source(of: profile, isFirst: visited.count == 1), of: profile, roles)
    }

    /// Puts a plan together out of the roles in the order in which they were found.
    private func plan(
        _ source: CredentialsPlan.Source,
        of profile: CredentialsProfile,
        _ roles: [AssumableRole]
    ) -> CredentialsPlan {
        CredentialsPlan(source: source, profile: profile.name, roles: roles.reversed())
    }

    /// A profile of a name.
    ///
    /// - Returns: nil when there is none.
    private func profile(_ name: String) -> CredentialsProfile? {
        profiles.profiles[name].map { CredentialsProfile(name: name, properties: $0) }
    }

    /// The profile that another one builds on.
    ///
    /// - Throws: `CredentialsError` when there is none.
    private func sourceProfile(
        _ name: String,
        of other: CredentialsProfile
    ) throws(CredentialsError) -> CredentialsProfile {
        if let profile = profile(name) { return profile }
        var message = "profile '\(other.name)' names the source_profile '\(name)', which does not exist"
        if let near = Spelling.suggestion(for: name, among: profiles.profiles.keys.sorted()) {
            message += "; did you mean '\(near)'?"
        }
        throw CredentialsError(.configuration, message)
    }

    /// Finds what gives the first credentials of a profile, the roles that it names left aside.
    ///
    /// - Throws: `CredentialsError` when the profile says nothing of credentials, or what cannot be.
    private func source(
        of profile: CredentialsProfile,
        isFirst: Bool = false
    ) throws(CredentialsError) -> CredentialsPlan.Source {
        if let role = try profile.webIdentity(environment) { return .webIdentity(role) }
        if let sso = try profile.sso(profiles.ssoSessions, environment) { return .sso(sso) }
        if let login = try profile.login(environment) { return .login(login) }
        if let process = try profile.process() { return .process(process) }
        if let keys = try profile.keys() { return .keys(keys) }
        throw CredentialsError(
            isFirst ? .absent : .configuration,
            "profile '\(profile.name)' says nothing of credentials"
        )
    }
}

/// Where the credentials of a profile come from: a source, and the roles that are taken on from there one by one.
struct CredentialsPlan: Hashable, Sendable {
    /// What gives the first credentials.
    enum Source: Hashable, Sendable {
        /// Keys that stand in a profile.
        case keys(ProvidedCredentials)
        /// The keys in the environment, which a profile asks for by name.
        case environment
        /// The agent of a container, which a profile asks for by name.
        case container
        /// The metadata service of an instance, which a profile asks for by name.
        case instanceMetadata
        /// A role for which a token of another identity provider is shown.
        case webIdentity(WebIdentityRole)
        /// A single sign-on.
        case sso(SSOSettings)
        /// A sign-in with `aws login`.
        case login(LoginSettings)
        /// A program that prints credentials.
        case process(CredentialProcess)
    }

    /// What gives the first credentials.
    let source: Source
    /// The profile that names the source.
    let profile: String
    /// The roles, in the order in which they are taken on.
    let roles: [AssumableRole]
}
