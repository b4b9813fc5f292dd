/// The sections of one configuration or credentials file, those that no tool knows left out.
struct ProfileFile: Hashable, Sendable {
    /// Which of the two files it is: their headings differ.
    enum Kind: Sendable {
        /// `~/.aws/config`: `[profile x]`, `[default]`, `[sso-session x]`, `[services x]`.
        case config
        /// `~/.aws/credentials`: `[x]`.
        case credentials
    }

    /// The properties of a section by their names in lower case; where a name is repeated the last counts.
    typealias Properties = [String: String]

    /// The sections by their headings; where a heading is repeated they are one.
    private(set) var sections: [ProfileHeading: Properties] = [:]

    /// Begins a section, or continues with one of the same heading.
    mutating func open(_ heading: ProfileHeading) {
        if sections[heading] == nil { sections[heading] = [:] }
    }

    /// Sets a property of a section.
    mutating func set(_ name: String, to value: String, in heading: ProfileHeading) {
        sections[heading, default: [:]][name] = value
    }
}
