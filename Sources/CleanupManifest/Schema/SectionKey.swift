import YAML

/// The keys of one mapping of a manifest, each with what the schema says of its value.
protocol SchemaKey: MappingKey {
    /// The schema of the value, with its description in front.
    var schema: SchemaNode { get }
}

/// The keys of a section that follow-ups write again.
///
/// Decoder, schema and writer all go by the cases: none of them compiles while a new key is forgotten there.
protocol SectionKey: SchemaKey {
    associatedtype Section

    /// The value as a manifest writes it; nil when nothing is to be said, because it is the default.
    func written(_ section: Section) -> ManifestValue?
}

extension SectionKey {
    /// A section as a manifest writes it, in the order of the keys.
    static func members(of section: Section) -> [ManifestMember] {
        allCases.compactMap { key in key.written(section).map { ManifestMember(key: key.rawValue, value: $0) } }
    }

    /// A section as the value of a key; nil when it would have no member.
    static func mapping(of section: Section) -> ManifestValue? {
        let members = members(of: section)
        return members.isEmpty ? nil : .mapping(members)
    }
}

/// A key of a manifest with its value, as it is to be written.
package struct ManifestMember: Sendable, Hashable {
    package let key: String
    package let value: ManifestValue
    /// Whether the key is the author's, which a reader of YAML could take for something else than text.
    package var isOwnKey = false
}

/// A value of a manifest as it is to be written.
package indirect enum ManifestValue: Sendable, Hashable {
    /// Text that every reader of YAML takes for the same, such as `stop`, `30m` or `12`; and a comment behind it.
    case word(String, comment: String? = nil)
    /// Lower-case letters, digits and hyphens, which a reader of YAML could take for a number, a date or a flag.
    case name(String)
    /// Any text.
    case text(String)
    case number(Double)
    /// At least one value.
    case list([ManifestValue])
    /// At least one member.
    case mapping([ManifestMember])

    /// A list; nil for one without values.
    static func list(of values: [ManifestValue]) -> ManifestValue? { values.isEmpty ? nil : .list(values) }
}
