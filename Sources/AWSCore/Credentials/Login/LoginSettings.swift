import AWSSigning
import Crypto

/// What a profile says of a sign-in to the console that the AWS CLI keeps (`aws login`).
struct LoginSettings: Hashable, Sendable {
    /// The profile's name, for the command that signs in.
    let profile: String
    /// Who signed in, as the AWS CLI wrote it: the name of an identity.
    let session: String
    /// Where the AWS CLI keeps the keys and the tokens of the sign-in.
    let tokenPath: String

    /// Reads the settings of a profile.
    ///
    /// - Parameters:
    ///   - profile: the profile's name.
    ///   - properties: its properties.
    ///   - environment: the environment variables, for the folder.
    /// - Returns: settings whose file need not exist.
    /// - Throws: `CredentialsError`, `absent` when the profile is none of a sign-in, and `configuration` when the folder
    ///   cannot be found.
    static func read(
        profile: String,
        properties: [String: String],
        environment: AWSEnvironment
    ) throws(CredentialsError) -> LoginSettings {
        guard let session = properties["login_session"], !session.isEmpty else {
            throw CredentialsError(.absent, "profile '\(profile)' has no login_session")
        }
        let folder = environment["AWS_LOGIN_CACHE_DIRECTORY"] ?? "~/.aws/login/cache"
        let name = Hexadecimal.encode(SHA256.hash(data: Array(session.utf8)))
        guard let tokenPath = environment.expanded("\(folder)/\(name).json") else {
            throw CredentialsError(.configuration, "HOME is not set: the keys of `aws login` cannot be found")
        }
        return LoginSettings(profile: profile, session: session, tokenPath: tokenPath)
    }

    /// What signs in anew, as a sentence goes on.
    var advice: String { "sign in with `aws login --profile \(profile)`" }

    /// Where the credentials come from, in words.
    var source: String { "profile '\(profile)', aws login of \(session)" }
}
