import YAML

/// The keys of one of `loopsFrom`.
enum LoopsFromKey: String, MappingKey {
    /// The file that names loops.
    case file
    /// How the file is written.
    case format
    /// The column or key that has the names.
    case column
    /// The SHA-256 that the file must have.
    case sha256
    /// Why the loops are removed.
    case reason
    /// What happens to a loop that is `InProgress`.
    case onInProgress
    /// What happens to a loop that is `Completed`.
    case onCompleted
    /// What happens to a loop that is `Failed`.
    case onFailed
    /// What a loop counts as that is missing.
    case onMissing
    /// What a loop must be.
    case expect
    /// The statuses that a loop may have when it is first touched.
    case status

    /// The key of `defaults` that has the same name; nil for the keys that are about the file.
    var setting: SettingsKey? { SettingsKey(rawValue: rawValue) }
}
