/// What a call made use of, by the ids that AWS's SDKs report it with (`m/` in their `ua/2.1`).
package enum UserAgentFeature: String, Hashable, Sendable {
    /// The standard mode of retries.
    case standardRetries = "E"
    /// The adaptive mode of retries.
    case adaptiveRetries = "F"
    /// An endpoint that someone configured.
    case customEndpoint = "N"
    /// Keys that stand in the environment.
    case environmentKeys = "g"
    /// A web identity that the environment names.
    case environmentWebIdentity = "h"
    /// A role that STS gave the keys of.
    case assumedRole = "i"
    /// A role that STS gave the keys of to a web identity.
    case assumedRoleWithWebIdentity = "k"
    /// Keys that stand in a profile.
    case profileKeys = "n"
    /// A profile that names another as its source.
    case profileSourceProfile = "o"
    /// A profile that names a source of another kind.
    case profileCredentialSource = "p"
    /// A web identity that a profile names.
    case profileWebIdentity = "q"
    /// A profile of a single sign-on session.
    case profileSSO = "r"
    /// The portal of a single sign-on session.
    case sso = "s"
    /// A profile of single sign-on without a session of its own.
    case profileLegacySSO = "t"
    /// The portal of single sign-on without a session of its own.
    case legacySSO = "u"
    /// A profile that names a process.
    case profileProcess = "v"
    /// A process that gave the keys.
    case process = "w"
    /// A container's endpoint.
    case container = "z"
    /// An instance's metadata.
    case instanceMetadata = "0"
    /// A profile that was signed in to with `aws login`.
    case profileLogin = "AC"
    /// A sign-in with `aws login`.
    case login = "AD"
}
