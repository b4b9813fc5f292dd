import Crypto
import Support

/// What a profile says of a single sign-on (IAM Identity Center): who signs in where, and as what.
struct SSOSettings: Hashable, Sendable {
    /// The profile's name, for the command that signs in.
    let profile: String
    /// The name of the `sso-session` section; nil when the profile says all by itself, and then nothing is refreshed.
    let session: String?
    /// The URL that people sign in at.
    let startURL: String
    /// The region of the portal, which need not be the one that is called afterwards.
    let region: String
    /// The account, twelve digits.
    let accountID: String
    /// The name of the role in the account.
    let roleName: String
    /// Where the AWS CLI keeps the token of the sign-in.
    let tokenPath: String

    /// The properties that make a profile one of a single sign-on.
    private static let marks = ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"]

    /// Reads the settings of a profile.
    ///
    /// - Parameters:
    ///   - profile: the profile's name.
    ///   - properties: its properties.
    ///   - sessions: the `sso-session` sections by their names.
    ///   - environment: the environment variables, for the home directory.
    /// - Returns: settings that are complete.
    /// - Throws: `CredentialsError`, `absent` when the profile is none of a single sign-on, and `configuration` when it is
    ///   one and something is missing or said twice.
    static func read(
        profile: String,
        properties: [String: String],
        sessions: [String: [String: String]],
        environment: AWSEnvironment
    ) throws(CredentialsError) -> SSOSettings {
        var all = properties.filter { !$0.value.isEmpty }
        guard marks.contains(where: { all[$0] != nil }) else {
            throw CredentialsError(.absent, "profile '\(profile)' has no single sign-on")
        }
        let session = all["sso_session"]
        if let session { try merge(sessions[session], named: session, into: &all, of: profile) }
        let missing = marks.dropFirst().filter { all[$0] == nil }
        guard missing.isEmpty, let startURL = all["sso_start_url"], let region = all["sso_region"],
            let accountID = all["sso_account_id"], let roleName = all["sso_role_name"]
        else {
            throw CredentialsError(
                .configuration,
                "profile '\(profile)' is for single sign-on and has no \(missing.joined(separator: ", "))"
            )
        }
        let name = Hexadecimal.encode(Insecure.SHA1.hash(data: Array((session ?? startURL).utf8)))
        guard let tokenPath = environment.expanded("~/.aws/sso/cache/\(name).json") else {
            throw CredentialsError(.configuration, "HOME is not set: the token of the single sign-on cannot be found")
        }
        return SSOSettings(
            profile: profile,
            session: session,
            startURL: startURL,
            region: region,
            accountID: accountID,
            roleName: roleName,
            tokenPath: tokenPath
        )
    }

    /// Adds what a session's section says to what the profile says.
    ///
    /// - Throws: `CredentialsError` when there is no such section, or the two say different things.
    private static func merge(
        _ section: [String: String]?,
        named name: String,
        into properties: inout [String: String],
        of profile: String
    ) throws(CredentialsError) {
        guard let section else {
            throw CredentialsError(
                .configuration,
                "profile '\(profile)' names an sso-session '\(name)' that is nowhere"
            )
        }
        for key in marks {
            guard let value = section[key], !value.isEmpty else { continue }
            if let own = properties[key], own != value {
                throw CredentialsError(
                    .configuration,
                    "\(key) is '\(own)' in profile '\(profile)' and '\(value)' in its sso-session '\(name)'"
                )
            }
            properties[key] = value
        }
    }

    /// What makes a new token, as a sentence goes on.
    var advice: String { "sign in with `aws sso login --profile \(profile)`" }

    /// Where the credentials come from, in words.
    var source: String {
        let place = session.map { "sso-session '\($0)'" } ?? "single sign-on at \(startURL)"
        return "profile '\(profile)', \(place), role '\(roleName)' in \(accountID)"
    }
}
