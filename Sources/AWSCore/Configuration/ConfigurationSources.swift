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
