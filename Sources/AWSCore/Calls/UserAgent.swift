import Support

/// How the program names itself to AWS, in the form of the AWS SDKs' `ua/2.1`.
package struct UserAgent: Hashable, Sendable {
    /// In characters, as AWS allows.
    static let longestApplicationID = 50

    private let beginning: String
    /// What stands after the ids of the features, with a blank in front.
    private var end = ""
    private var features: Set<UserAgentFeature> = []

    /// Names a program and its version; what no such name may hold becomes a hyphen.
    package init(product: String, version: String) {
        beginning =
            "\(Self.token(product))/\(Self.token(version)) ua/2.1 os/linux md/arch#\(Self.architecture) lang/swift#6"
    }

    /// Adds what a client's settings say.
    func adding(_ settings: CallSettings) -> UserAgent {
        var agent = self
        if let environment = settings.executionEnvironment { agent.end += " exec-env/\(Self.token(environment))" }
        agent.end += " cfg/retry-mode#\(settings.retryMode.rawValue)"
        if let id = settings.applicationID {
            agent.end += " app/\(Self.token(String(id.prefix(Self.longestApplicationID))))"
        }
        agent.features.insert(settings.retryMode == .adaptive ? .adaptiveRetries : .standardRetries)
        if settings.isEndpointCustom { agent.features.insert(.customEndpoint) }
        return agent
    }

    /// Returns the header's value for one call, which may use more than all calls do.
    func header(using used: Set<UserAgentFeature> = []) -> String {
        let ids = features.union(used).map(\.rawValue).sorted().joined(separator: ",")
        return ids.isEmpty ? beginning + end : "\(beginning) m/\(ids)\(end)"
    }

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "aarch64"
        #else
        "other"
        #endif
    }

    /// Replaces what may not stand in a token of HTTP (RFC 9110, section 5.6.2), and the number sign, which parts
    /// names from values here.
    private static func token(_ text: String) -> String {
        let bytes = text.utf8.map { $0.isASCIILetter || $0.isASCIIDigit || marks.contains($0) ? $0 : UInt8(ascii: "-") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let marks = Array("!$%&'*+-.^_`|~".utf8)
}

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
