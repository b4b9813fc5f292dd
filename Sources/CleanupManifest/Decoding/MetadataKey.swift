import YAML

/// The keys of `metadata`.
enum MetadataKey: String, MappingKey {
    /// The manifest's name.
    case name
    /// Who answers for the manifest.
    case owner
    /// Where the clean-up was asked for.
    case ticket
    /// What the clean-up is for.
    case description
    /// Words to group reports by.
    case labels
}
