import Support

/// The sections of one configuration or credentials file, those that no tool knows left out.
struct ProfileFile: Hashable, Sendable {
    /// Their headings differ.
    enum Kind: Sendable {
        /// `~/.aws/config`: `[profile x]`, `[default]`, `[sso-session x]`, `[services x]`.
        case config
        /// `~/.aws/credentials`: `[x]`.
        case credentials
    }

    /// The properties of a section by their names in lower case; where a name is repeated the last counts.
    typealias Properties = [String: String]

    /// Where a heading is repeated they are one.
    private(set) var sections: [ProfileHeading: Properties] = [:]

    mutating func open(_ heading: ProfileHeading) { if sections[heading] == nil { sections[heading] = [:] } }

    mutating func set(_ name: String, to value: String, in heading: ProfileHeading) {
        sections[heading, default: [:]][name] = value
    }
}

/// The heading of a section that tools know.
enum ProfileHeading: Hashable, Sendable {
    /// `[profile x]` of the configuration file, or `[x]` of the credentials file.
    case profile(String)
    /// `[default]` of the configuration file, which counts only where there is no `[profile default]`.
    case bareDefault
    case ssoSession(String)
    case services(String)

    /// Reads what stands between the brackets; nil when no tool knows such a section, or its name is not a legal one.
    ///
    /// In the configuration file a name in quotation marks may hold anything, as for the AWS CLI.
    init?(_ text: Substring, in kind: ProfileFile.Kind) {
        let isQuoted = kind == .config && text.contains { $0 == "\"" || $0 == "'" }
        let words =
            isQuoted
            ? CommandLineWords.split(String(text)) ?? []
            : text.split { $0 == " " || $0 == "\t" }.map(String.init)
        switch (kind, words.count, words.first) {
        case (.credentials, 1, let name?): self = .profile(name)
        case (.config, 1, "default"): self = .bareDefault
        case (.config, 2, "profile"): self = .profile(words[1])
        case (.config, 2, "sso-session"): self = .ssoSession(words[1])
        case (.config, 2, "services"): self = .services(words[1])
        default: return nil
        }
        guard words.allSatisfy({ isQuoted ? !$0.isEmpty : Self.isName($0) }) else { return nil }
    }

    /// Whether text may be the name of a profile, a session or a property.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || punctuation.contains($0) }
    }

    private static let punctuation = Array("_-/.%@:+".utf8)
}
