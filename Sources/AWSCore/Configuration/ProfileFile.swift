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

    /// A line of a section that can be read as `name = value`.
    struct Line: Hashable, Sendable {
        /// The file and the number of the line: `/home/me/.aws/config:4`.
        let place: String
        /// In lower case.
        let name: String
        let value: String
        /// The property that the line is indented under; nil for one of the section's own.
        var owner: String?
        /// Whether it is a setting of its own under a property without a value, and not a part of the owner's value.
        var isSubproperty = false
    }

    struct Section: Hashable, Sendable {
        var properties: Properties = [:]
        /// In the order of the file.
        var lines: [Line] = []
    }

    /// A heading whose section was passed over.
    struct UnreadHeading: Hashable, Sendable, CustomStringConvertible {
        let place: String
        /// What stands between the brackets.
        let text: String
        /// Why, and what to write instead.
        let reason: String
        var lines: [Line] = []

        var description: String { "\(place): '[\(SanitizedText.sanitized(text))]' \(reason)" }

        /// Whether its author may have meant a profile of that name.
        func isMeant(for profile: String) -> Bool {
            let name = text.firstIndex(where: \.isWhitespace).map { text[$0...].trimmingBlanks() } ?? text
            return [name, text].contains { name in
                let name = name.filter { $0 != "'" && $0 != "\"" }.lowercased()
                // The default profile is not asked for by its name, so that it is missing is not told.
                let isNearDefault = profile == "default" && Spelling.suggestion(for: name, among: [profile]) != nil
                return name == profile.lowercased() || isNearDefault
            }
        }
    }

    /// Where a heading is repeated they are one.
    var sections: [ProfileHeading: Section] = [:]
    var unread: [UnreadHeading] = []
}

/// The heading of a section that tools know.
enum ProfileHeading: Hashable, Sendable {
    /// `[profile x]` of the configuration file, or `[x]` of the credentials file.
    case profile(String)
    /// `[default]` of the configuration file, which counts only where there is no `[profile default]`.
    case bareDefault
    case ssoSession(String)
    case services(String)

    /// The words before the names of sections in the configuration file; as for the AWS CLI they may be longer.
    private static let kinds: [(word: String, heading: @Sendable (String) -> ProfileHeading)] = [
        ("profile", ProfileHeading.profile), ("sso-session", ProfileHeading.ssoSession),
        ("services", ProfileHeading.services),
    ]

    /// Reads what stands between the brackets: none when it is no heading that tools know.
    ///
    /// The AWS CLI reads quotation marks and backslashes as a shell does, but `aws configure` writes names without blanks
    /// as they are: such a heading has both names.
    static func all(_ text: String, in kind: ProfileFile.Kind) -> [ProfileHeading] {
        guard kind == .config else { return text.isEmpty ? [] : [.profile(text)] }
        if text == "default" { return [.bareDefault] }
        guard let heading = kinds.first(where: { text.hasPrefix($0.word) })?.heading else { return [] }
        let words = CommandLineWords.split(text)
        let written = text.split(whereSeparator: \.isWhitespace).map(String.init)
        var names = words?.count == 2 ? [words?.last ?? ""] : []
        if written.count == 2, words?.count ?? 2 == 2, !isQuoted(written[1]), !names.contains(written[1]) {
            names.append(written[1])
        }
        return names.filter { !$0.isEmpty }.map(heading)
    }

    /// Why a heading of the configuration file is none, with the way out.
    static func reason(_ text: String) -> String {
        let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard let kind = kinds.first(where: { text.lowercased().hasPrefix($0.word) })?.word else {
            let heading = text.lowercased() == "default" ? "default" : "profile \(SanitizedText.sanitized(text))"
            let help = words.count == 1 ? ": for a profile write [\(heading)]" : ""
            return "is none of [default], [profile NAME], [sso-session NAME] and [services NAME]\(help)"
        }
        guard words.count == 2 else { return "has no name: write [\(kind) NAME]" }
        let name = words[1].filter { $0 != "\"" && $0 != "'" }.trimmingBlanks()
        let written = name.contains(where: \.isWhitespace) ? "\"\(name)\"" : name
        return "has no name that can be read: write [\(kind) \(SanitizedText.sanitized(written))]"
    }

    private static func isQuoted(_ word: String) -> Bool {
        word.count > 1 && word.first == word.last && (word.first == "\"" || word.first == "'")
    }

    /// Whether text may be the name of a property.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || punctuation.contains($0) }
    }

    private static let punctuation = Array("_-/.%@:+".utf8)
}
