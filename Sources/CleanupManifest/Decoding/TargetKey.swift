import YAML

/// The keys of `target`.
enum TargetKey: String, MappingKey {
    /// The account's twelve digits.
    case account
    /// The region.
    case region
}
