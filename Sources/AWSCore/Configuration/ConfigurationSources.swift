import Support

/// The places where settings are looked for, the first that has one winning.
struct ConfigurationSources: Sendable {
    let overrides: AWSOverrides
    let environment: AWSEnvironment
    let profiles: AWSProfiles
    let profileName: String
    /// None when it is the default one and absent.
    let profile: ProfileFile.Properties
    /// The headings that were meant for the profile and cannot be read.
    let passedOver: [ProfileFile.UnreadHeading]

    /// Throws when a file is broken, or a profile that was asked for is in none.
    init(
        environment: AWSEnvironment,
        files: some FileReader,
        overrides: AWSOverrides
    ) throws(AWSConfigurationError) {
        self.overrides = overrides
        self.environment = environment
        profiles = try AWSProfiles.read(environment, files: files)
        let asked = Self.profileAskedFor(overrides, environment)
        let name = asked?.value ?? "default"
        profileName = name
        let found = profiles[.profile(name)]
        if found == nil, let asked {
            throw AWSConfigurationError(
                asked.source.errorKind,
                "there is no profile '\(name)' in the AWS configuration (\(asked.source))"
                    + profiles.hint(for: name, among: profiles.profiles)
                    + profiles.remarks.map { "; \($0)" }.joined()
            )
        }
        profile = found ?? [:]
        try profiles.check(.profile(name))
        passedOver = profiles.unread.filter { $0.isMeant(for: name) }
        // Without its section calls would go to AWS's own hosts in silence.
        let decidesEndpoint = { (line: ProfileFile.Line) in ["endpoint_url", "services"].contains(line.name) }
        if let heading = passedOver.first(where: { $0.lines.contains(where: decidesEndpoint) }) {
            throw AWSConfigurationError(.configuration, "profile '\(name)' was passed over: \(heading)")
        }
    }

    /// What is in the files and does not count, one line each.
    var remarks: [String] { profiles.remarks + passedOver.map { "passed over: \($0)" } }

    /// A variable, else a property of the profile; nil without either.
    func setting(_ variable: String, property: String) -> Setting<String>? {
        environment.setting(variable) ?? profileSetting(property)
    }

    func profileSetting(_ property: String) -> Setting<String>? {
        profileProperty(property).map { Setting($0, from: .profile(name: profileName)) }
    }

    /// An empty property counts as absent.
    func profileProperty(_ name: String) -> String? { profile[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether a switch is on, in the environment or else in the profile; throws when it is neither `true` nor `false`.
    func isOn(variable: String, property: String) throws(AWSConfigurationError) -> Bool {
        guard let setting = setting(variable, property: property) else { return false }
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

    /// The profile that the caller or the environment asks for; nil when neither does.
    static func profileAskedFor(_ overrides: AWSOverrides, _ environment: AWSEnvironment) -> Setting<String>? {
        overrides.profile.map { Setting($0, from: overrides.source(of: .profile)) }
            ?? environment.setting("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
    }

    /// Finds the region: given, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`.
    func region() throws(AWSConfigurationError) -> Setting<String> {
        let given = overrides.region.map { Setting($0, from: overrides.source(of: .region)) }
        guard let found = given ?? environment.setting("AWS_REGION", "AWS_DEFAULT_REGION") ?? profileSetting("region")
        else {
            throw AWSConfigurationError(
                .configuration,
                "no region is set: use --region, AWS_REGION or 'region' in profile '\(profileName)'"
            )
        }
        guard Self.isHostLabel(found.value) else {
            throw AWSConfigurationError(
                found.source.errorKind,
                "\(SanitizedText.quoted(found.value)) cannot be a region (\(found.source))"
            )
        }
        return found
    }

    /// Whether text may be one part of a host's name: 1 to 63 letters, digits and inner hyphens.
    private static func isHostLabel(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
            && bytes.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
    }
}

/// A value with where it comes from.
package struct Setting<Value: Sendable>: Sendable {
    package var value: Value
    package var source: SettingSource

    init(_ value: Value, from source: SettingSource) {
        self.value = value
        self.source = source
    }
}

/// Where a setting comes from.
package enum SettingSource: Hashable, Sendable, CustomStringConvertible {
    /// An option or the manifest.
    case given
    /// A variable of the caller's own, in the place of an option.
    case optionVariable(String)
    case environment(variable: String)
    /// A profile of the shared files.
    case profile(name: String)
    /// Made from other settings.
    case rule

    package var description: String {
        switch self {
        case .given: "given"
        case .environment(let variable), .optionVariable(let variable): "environment variable \(variable)"
        case .profile(let name): "profile '\(name)'"
        case .rule: "default"
        }
    }

    /// The kind of the error when the setting's value cannot be.
    var errorKind: AWSConfigurationError.Kind { isGiven ? .usage : .configuration }

    /// Whether the caller decided, and neither AWS's variables nor its files.
    var isGiven: Bool {
        switch self {
        case .given, .optionVariable: true
        case .environment, .profile, .rule: false
        }
    }
}

extension Spelling {
    /// What an error about a name that is not there ends in: the known name that was probably meant, or nothing.
    static func hint(for name: String, among known: some Sequence<String>) -> String {
        suggestion(for: name, among: known.sorted()).map { "; did you mean '\($0)'?" } ?? ""
    }
}
