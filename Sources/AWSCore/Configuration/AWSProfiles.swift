/// All that the shared configuration and credentials files say; the credentials file wins where both speak.
struct AWSProfiles: Hashable, Sendable {
    /// By their names, which are compared as they are written.
    private(set) var profiles: [String: ProfileFile.Properties] = [:]
    private(set) var ssoSessions: [String: ProfileFile.Properties] = [:]
    private(set) var services: [String: ProfileFile.Properties] = [:]

    init(config: ProfileFile, credentials: ProfileFile) {
        for (heading, properties) in config.sections {
            switch heading {
            case .profile(let name): profiles[name] = properties
            case .bareDefault: break
            case .ssoSession(let name): ssoSessions[name] = properties
            case .services(let name): services[name] = properties
            }
        }
        if profiles["default"] == nil { profiles["default"] = config.sections[.bareDefault] }
        for case (.profile(let name), let properties) in credentials.sections {
            profiles[name, default: [:]].merge(properties) { _, new in new }
        }
    }

    /// Reads the files that the environment names; one that is absent is empty.
    static func read(_ environment: AWSEnvironment, files: some FileReader) throws(AWSConfigurationError) -> AWSProfiles
    {
        AWSProfiles(
            config: try read(environment.configFile, kind: .config, files: files),
            credentials: try read(environment.credentialsFile, kind: .credentials, files: files)
        )
    }

    private static func read(
        _ path: String?,
        kind: ProfileFile.Kind,
        files: some FileReader
    ) throws(AWSConfigurationError) -> ProfileFile {
        guard let path else { return ProfileFile() }
        let bytes = try files.contents(of: path) { reason in
            AWSConfigurationError(.configuration, "'\(path)' cannot be read: \(reason)")
        }
        guard let bytes else { return ProfileFile() }
        do throws(ProfileFileError) {
            return try ProfileFileParser.parse(bytes, kind: kind)
        } catch {
            throw AWSConfigurationError(.configuration, "\(path):\(error.line): \(error.message)")
        }
    }

    /// A property of one service in the services section that a profile names; nil when there is none.
    func serviceProperty(_ name: String, ofService service: String, in profile: ProfileFile.Properties) -> String? {
        guard let section = profile["services"].flatMap({ services[$0] }), let lines = section[service] else {
            return nil
        }
        var value: String?
        for line in lines.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].trimmingBlanks().lowercased() == name else { continue }
            value = parts[1].trimmingBlanks()
        }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }
}
