import YAML

/// The keys of one of `loops`.
enum LoopKey: String, MappingKey {
    /// The loop's name.
    case name
    /// The loop's ARN.
    case arn
    /// Why the loop is removed.
    case reason
    /// What happens to the loop when it is `InProgress`.
    case onInProgress
    /// What happens to the loop when it is `Completed`.
    case onCompleted
    /// What happens to the loop when it is `Failed`.
    case onFailed
    /// What the loop counts as when it is missing.
    case onMissing
    /// What the loop must be.
    case expect
    /// The statuses that the loop may have when it is first touched.
    case status
    /// The kept duplicate of the loop.
    case keptInstead

    /// The key of `defaults` that has the same name; nil for those that only a loop has.
    var setting: SettingsKey? { SettingsKey(rawValue: rawValue) }
}
