import YAML

/// The keys of `defaults`, each of which one loop may have too.
enum SettingsKey: String, MappingKey {
    /// Why the loop is removed.
    case reason
    /// What happens to a loop that is `InProgress`.
    case onInProgress
    /// What happens to a loop that is `Completed`.
    case onCompleted
    /// What happens to a loop that is `Failed`.
    case onFailed
    /// What a missing loop counts as.
    case onMissing
    /// What the loop must be.
    case expect
    /// The statuses that a loop may have when it is first touched.
    case status
}
