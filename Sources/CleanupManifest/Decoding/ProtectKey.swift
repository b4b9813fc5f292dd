import YAML

/// The keys of `guards.protect`.
enum ProtectKey: String, MappingKey {
    /// Patterns of names.
    case names
    /// ARNs of flow definitions.
    case flowDefinitions
}
