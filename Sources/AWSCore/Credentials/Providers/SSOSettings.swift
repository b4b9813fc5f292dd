import AWSSigning
import Crypto
import Support

/// What a profile says of a single sign-on (IAM Identity Center): who signs in where, and as what.
struct SSOSettings: Hashable, Sendable {
    /// The profile's name, for the command that signs in.
    let profile: String
    /// The name of the `sso-session` section; nil when the profile says all by itself, and then nothing is renewed.
    let session: String?
    let startURL: String
    /// The region of the portal, which need not be the one that is called afterwards.
    let region: String
    /// The account, twelve digits.
    let accountID: String
    let roleName: String
    /// Where the AWS CLI keeps the token of the sign-in.
    let tokenPath: String

    private static let marks = ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"]

    /// Reads a profile and the `sso-session` section that it names; nil when it has none of the properties.
    ///
    /// The environment is for the home directory. An error says that something is missing or contradictory.
    init?(
        _ profile: CredentialProfile,
        _ profiles: AWSProfiles,
        _ environment: AWSEnvironment
    ) throws(CredentialError) {
        var all = profile.properties.filter { !$0.value.isEmpty }
        guard Self.marks.contains(where: { all[$0] != nil }) else { return nil }
        // As for the AWS CLI a sign-on without an account is for tokens alone, where the profile has keys of another kind.
        let otherSources = ["aws_access_key_id", "credential_process", "login_session"]
        if all["sso_account_id"] == nil, all["sso_role_name"] == nil, otherSources.contains(where: { all[$0] != nil }) {
            return nil
        }
        session = all["sso_session"]
        if let session { try Self.merge(profiles, named: session, into: &all, of: profile.name) }
        let missing = Self.marks.dropFirst().filter { all[$0] == nil }
        guard missing.isEmpty, let startURL = all["sso_start_url"], let region = all["sso_region"],
            let accountID = all["sso_account_id"], let roleName = all["sso_role_name"]
        else {
            throw CredentialError(
                .configuration,
                "profile '\(profile.name)' is for single sign-on and has no \(missing.joined(separator: ", "))"
            )
        }
        let name = Hexadecimal.encode(Insecure.SHA1.hash(data: Array((session ?? startURL).utf8)))
        guard let tokenPath = environment.expanded("~/.aws/sso/cache/\(name).json") else {
            throw CredentialError(.configuration, "HOME is not set: the token of the single sign-on cannot be found")
        }
        self.profile = profile.name
        self.startURL = startURL
        self.region = region
        self.accountID = accountID
        self.roleName = roleName
        self.tokenPath = tokenPath
    }

    /// Adds what a session's section says to what the profile says; the two may not say different things.
    private static func merge(
        _ profiles: AWSProfiles,
        named name: String,
        into properties: inout ProfileFile.Properties,
        of profile: String
    ) throws(CredentialError) {
        guard let section = profiles[.ssoSession(name)] else {
            throw CredentialError(
                .configuration,
                "profile '\(profile)' names an sso-session '\(name)' that is not defined"
                    + profiles.hint(for: name, among: profiles.ssoSessions)
            )
        }
        try Result { () throws(AWSConfigurationError) in try profiles.check(.ssoSession(name)) }
            .mapError { CredentialError($0) }.get()
        for key in marks {
            guard let value = section[key], !value.isEmpty else { continue }
            if let own = properties[key], own != value {
                throw CredentialError(
                    .configuration,
                    "\(key) is '\(own)' in profile '\(profile)' and '\(value)' in its sso-session '\(name)'"
                )
            }
            properties[key] = value
        }
    }

    /// What makes a new token, as a sentence goes on.
    var advice: String { "sign in with `aws sso login --profile \(profile)`" }

    /// Where the credentials come from, in words for `doctor`.
    var source: String {
        let place = session.map { "sso-session '\($0)'" } ?? "single sign-on at \(startURL)"
        return "profile '\(profile)', \(place), role '\(roleName)' in \(accountID)"
    }
}

/// The token of a single sign-on.
struct SSOToken: CachedToken, Hashable {
    struct Grant: Hashable, Sendable {
        var refreshToken: Secret<String>
        let clientID: String
        let clientSecret: Secret<String>
        /// When the program stops being known, in seconds since the epoch.
        let registrationExpiresAt: Int64
    }

    let presented: Secret<String>
    let expiresAt: Int64
    /// What a new token is asked for with; nil when the file does not hold all of it.
    let grant: Grant?
}

extension SSOToken {
    /// Reads the file; an error when it holds no token, or none that a header may hold.
    init(_ file: TokenFile, advice: String) throws(CredentialError) {
        guard let token = file.secret("accessToken"), token.exposed.isPrintable,
            let expiresAt = file.moment("expiresAt")
        else { throw CredentialError(.refused, "'\(file.path)' holds no token of a single sign-on; \(advice)") }
        self.init(presented: token, expiresAt: expiresAt, grant: Grant(file))
    }
}

extension SSOToken.Grant {
    fileprivate init?(_ file: TokenFile) {
        guard let refreshToken = file.secret("refreshToken"), let clientID = file["clientId"]?.text,
            let clientSecret = file.secret("clientSecret"),
            let registrationExpiresAt = file.moment("registrationExpiresAt")
        else { return nil }
        self.init(
            refreshToken: refreshToken,
            clientID: clientID,
            clientSecret: clientSecret,
            registrationExpiresAt: registrationExpiresAt
        )
    }
}
