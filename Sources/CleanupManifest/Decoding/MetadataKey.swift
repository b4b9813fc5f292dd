import YAMLReading

/// The keys of `metadata`.
enum MetadataKey: String, MappingKey {
    /// The manifest's name.
    case name
    /// Who answers for the manifest; not supported yet.
    case owner
    /// Where the clean-up was asked for; not supported yet.
    case ticket
    /// What the clean-up is for; not supported yet.
    case description
    /// Words to group reports by; not supported yet.
    case labels

    /// Whether this version reads the key.
    var isSupported: Bool { self == .name }
}
