/// The places where settings are looked for, the first that has one winning.
struct ConfigurationSources: Sendable {
    /// What the caller decides.
    let overrides: AWSOverrides
    /// The environment variables.
    let environment: AWSEnvironment
    /// The shared files.
    let profiles: AWSProfiles
    /// The name of the profile in use.
    let profileName: String
    /// The properties of the profile in use; none when it is the default one and absent.
    let profile: ProfileFile.Properties

    /// Reads the shared files and chooses the profile.
    ///
    /// - Throws: `AWSConfigurationError` when a file is broken, or a profile that was asked for is in none.
    init(
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides
    ) throws(AWSConfigurationError) {
        self.overrides = overrides
        self.environment = environment
        profiles = try AWSProfiles.read(environment, files: files)
        let asked = Self.profileAskedFor(overrides, environment)
        profileName = asked?.value ?? "default"
        if let found = profiles.profiles[profileName] {
            profile = found
        } else if let asked {
            throw Self.unknownProfile(asked, known: Array(profiles.profiles.keys))
        } else {
            profile = [:]
        }
    }

    /// The first of: what the caller gave, some variables in their order, a property of the profile.
    ///
    /// - Returns: nil when none of them says anything.
    func first(given: String?, variables: [String], property: String) -> Setting<String>? {
        if let given { return Setting(given, from: .given) }
        for variable in variables {
            if let value = environment[variable] { return Setting(value, from: .environment(variable: variable)) }
        }
        return profileProperty(property).map { Setting($0, from: .profile(name: profileName)) }
    }

    /// A property of the profile in use; an empty one counts as absent.
    func profileProperty(_ name: String) -> String? {
        profile[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether a switch is on, in the environment or else in the profile.
    ///
    /// - Throws: `AWSConfigurationError` when its value is neither `true` nor `false`.
    func isOn(variable: String, property: String) throws(AWSConfigurationError) -> Bool {
        guard let setting = first(given: nil, variables: [variable], property: property) else { return false }
        switch setting.value.lowercased() {
        case "true": return true
        case "false": return false
        default:
            throw AWSConfigurationError(
                .configuration,
                "\(property) is neither 'true' nor 'false': '\(setting.value)' (\(setting.source))"
            )
        }
    }

    /// The profile that the caller or the environment asks for.
    ///
    /// - Returns: nil when neither does.
    static func profileAskedFor(_ overrides: AWSOverrides, _ environment: AWSEnvironment) -> Setting<String>? {
        if let name = overrides.profile { return Setting(name, from: .given) }
        for variable in ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"] {
            if let name = environment[variable] { return Setting(name, from: .environment(variable: variable)) }
        }
        return nil
    }

    /// Tells that there is no such profile, and names the one that may be meant.
    private static func unknownProfile(_ asked: Setting<String>, known: [String]) -> AWSConfigurationError {
        var message = "there is no profile '\(asked.value)' in the AWS configuration (\(asked.source))"
        if let near = NearName.nearest(to: asked.value, among: known) { message += "; did you mean '\(near)'?" }
        return AWSConfigurationError(asked.source.errorKind, message)
    }
}

extension ConfigurationSources {
    /// Finds the region: given, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`.
    ///
    /// - Throws: `AWSConfigurationError` when there is none, or it cannot be a part of a host's name.
    func region() throws(AWSConfigurationError) -> Setting<String> {
        let found = first(
            given: overrides.region,
            variables: ["AWS_REGION", "AWS_DEFAULT_REGION"],
            property: "region"
        )
        guard let found else {
            throw AWSConfigurationError(
                .configuration,
                "no region is set: use --region, AWS_REGION or 'region' in profile '\(profileName)'"
            )
        }
        guard Self.isHostLabel(found.value) else {
            throw AWSConfigurationError(
                found.source.errorKind,
                "'\(found.value)' cannot be a region (\(found.source))"
            )
        }
        return found
    }

    /// Whether text may be one part of a host's name: 1 to 63 letters, digits and inner hyphens.
    private static func isHostLabel(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// A value with where it comes from.
package struct Setting<Value: Sendable>: Sendable {
    /// The value.
    package var value: Value
    /// Where it comes from.
    package var source: SettingSource

    /// Makes a setting from its parts.
    init(_ value: Value, from source: SettingSource) {
        self.value = value
        self.source = source
    }
}

/// Where a setting comes from.
package enum SettingSource: Hashable, Sendable, CustomStringConvertible {
    /// The caller gave it: an option or the manifest.
    case given
    /// An environment variable.
    case environment(variable: String)
    /// A profile of the shared files.
    case profile(name: String)
    /// It is made by rule, from other settings.
    case rule

    /// The source in a few words.
    package var description: String {
        switch self {
        case .given: "given"
        case .environment(let variable): "environment variable \(variable)"
        case .profile(let name): "profile '\(name)'"
        case .rule: "default"
        }
    }

    /// The kind of the error when the setting's value cannot be.
    var errorKind: AWSConfigurationError.Kind {
        switch self {
        case .given: .usage
        case .environment, .profile, .rule: .configuration
        }
    }
}
