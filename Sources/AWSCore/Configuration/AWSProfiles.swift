import Support

/// All that the shared configuration and credentials files say; the credentials file wins where both speak.
struct AWSProfiles: Hashable, Sendable {
    /// By their headings; the names in them are compared as they are written.
    private var sections: [ProfileHeading: ProfileFile.Section]
    /// The headings of sections that were passed over.
    let unread: [ProfileFile.UnreadHeading]
    /// What counts as absent though something is there, one line each.
    private(set) var remarks: [String] = []

    /// The keys of one file are never joined with those of the other: the credentials file has them all or none.
    private static let keyProperties = [
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token",
    ]

    /// What is read in profiles: a line that is indented by mistake is not to make it go in silence.
    private static let knownProperties: Set<String> = [
        "region", "output", "endpoint_url", "services", "use_fips_endpoint", "use_dualstack_endpoint", "role_arn",
        "source_profile",
        "credential_source", "credential_process", "web_identity_token_file", "external_id", "mfa_serial",
        "sso_session",
        "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "login_session", "aws_access_key_id",
        "aws_secret_access_key", "aws_session_token", "ignore_configured_endpoint_urls",
    ]

    init(config: ProfileFile, credentials: ProfileFile) {
        sections = config.sections
        let bare = sections.removeValue(forKey: .bareDefault)
        if sections[.profile("default")] == nil { sections[.profile("default")] = bare }
        for (heading, section) in credentials.sections {
            var (old, new) = (sections[heading, default: .init()], section)
            if new.properties["aws_access_key_id"]?.isEmpty == false {
                for key in Self.keyProperties { old.properties[key] = nil }
            } else if old.properties["aws_access_key_id"]?.isEmpty == false {
                for key in Self.keyProperties { new.properties[key] = nil }
            }
            old.properties.merge(new.properties) { _, new in new }
            old.lines += new.lines
            sections[heading] = old
        }
        // Sections that the AWS CLI keeps for itself are no one's mistake.
        unread = (config.unread + credentials.unread).filter { !["plugins", "preview"].contains($0.text) }
    }

    /// Reads the files that the environment names; one that is absent is empty.
    static func read(_ environment: AWSEnvironment, files: some FileReader) throws(AWSConfigurationError) -> AWSProfiles
    {
        var remarks: [String] = []
        func read(_ path: String?, _ kind: ProfileFile.Kind) throws(AWSConfigurationError) -> ProfileFile {
            guard let path else { return ProfileFile() }
            if let obstacle = files.irregularity(of: path) {
                // It is known to be empty.
                if path != "/dev/null" {
                    remarks.append("'\(path)' counts as absent, as for the AWS CLI: it is \(obstacle)")
                }
                return ProfileFile()
            }
            let bytes = try files.contents(of: path) { reason in
                AWSConfigurationError(.configuration, "'\(path)' cannot be read: \(reason)")
            }
            return try ProfileFileParser.parse(bytes ?? [], path: path, kind: kind)
        }
        var profiles = AWSProfiles(
            config: try read(environment.configFile, .config),
            credentials: try read(environment.credentialsFile, .credentials)
        )
        profiles.remarks = remarks
        return profiles
    }

    subscript(heading: ProfileHeading) -> ProfileFile.Properties? { sections[heading]?.properties }

    /// The lines of a section, in their order; none when there is no such section.
    func lines(of heading: ProfileHeading) -> [ProfileFile.Line] { sections[heading]?.lines ?? [] }

    private func named(_ name: (ProfileHeading) -> String?) -> [String: ProfileFile.Properties] {
        Dictionary(sections.compactMap { key, section in name(key).map { ($0, section.properties) } }) { first, _ in
            first
        }
    }

    var profiles: [String: ProfileFile.Properties] { named { if case .profile(let name) = $0 { name } else { nil } } }

    var ssoSessions: [String: ProfileFile.Properties] {
        named { if case .ssoSession(let name) = $0 { name } else { nil } }
    }

    var services: [String: ProfileFile.Properties] { named { if case .services(let name) = $0 { name } else { nil } } }

    /// Refuses a section in which a setting is lost because its line is indented by mistake.
    func check(_ heading: ProfileHeading) throws(AWSConfigurationError) {
        for line in lines(of: heading) where Self.knownProperties.contains(line.name) {
            guard let owner = line.owner, !line.isSubproperty || Self.knownProperties.contains(owner) else { continue }
            throw AWSConfigurationError(
                .configuration,
                "\(line.place): '\(line.name)' is indented, so it continues the value of '\(owner)': indent it as '\(owner)'"
            )
        }
    }

    /// What an error about a name that no section has ends in: what was probably meant, and which headings were passed over.
    func hint(for name: String, among known: [String: ProfileFile.Properties]) -> String {
        let prefixed = sections[.profile("profile \(name)")] != nil && sections[.profile(name)] == nil
        let bare = name.filter { $0 != "'" && $0 != "\"" }
        let meant =
            bare != name && known[bare] != nil
            ? "; the quotation marks are a part of it: write \(bare)"
            : prefixed
                ? "; the credentials file has '[profile \(name)]', which counts there as 'profile \(name)': write [\(name)]"
                : Spelling.hint(for: name, among: known.keys)
        let (own, others) = (unread.filter { $0.isMeant(for: name) }, unread.filter { !$0.isMeant(for: name) })
        let shown = (own + others).prefix(3).map(\.description).joined(separator: ", ")
        let more = unread.count > 3 ? " and \(unread.count - 3) more" : ""
        return meant + (unread.isEmpty ? "" : "; passed over: \(shown)\(more)")
    }

    /// A property of one service in the services section that a profile names; nil when there is none.
    func serviceProperty(_ name: String, ofService service: String, in profile: ProfileFile.Properties) -> String? {
        let lines = profile["services"].map { self.lines(of: .services($0)) } ?? []
        let value = lines.last { $0.owner == service && $0.isSubproperty && $0.name == name }?.value
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }
}
