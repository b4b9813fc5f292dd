import YAML

/// The keys of `keptInstead`.
enum KeptInsteadKey: String, MappingKey {
    /// The kept loop's name.
    case name
    /// Its status when it was chosen.
    case status
    /// When it was created.
    case creationTime
}
