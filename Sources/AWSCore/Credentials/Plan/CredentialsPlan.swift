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
