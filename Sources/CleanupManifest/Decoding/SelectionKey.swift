import YAML

/// The keys of one of `select`.
enum SelectionKey: String, MappingKey {
    /// The ARN of the flow definition whose loops are listed.
    case flowDefinition
    /// The statuses a loop may have.
    case status
    /// The first moment at which a loop may have been created.
    case createdAfter
    /// The moment before which a loop was created.
    case createdBefore
    /// How old a loop is at least.
    case olderThan
    /// How old a loop is not yet.
    case newerThan
    /// A regular expression that is found in the loop's name.
    case matching
    /// A regular expression whose first capture is equal in the names of duplicates.
    case duplicatesBy
    /// Which loop of each group of duplicates stays.
    case keep
    /// Why the loops are removed.
    case reason
    /// What happens to a loop that is `InProgress`.
    case onInProgress
    /// What happens to a loop that is `Completed`.
    case onCompleted
    /// What happens to a loop that is `Failed`.
    case onFailed
    /// What a loop counts as that is missing when its turn comes.
    case onMissing
    /// What a loop must be.
    case expect

    /// The key of `defaults` that has the same name; nil for the keys that find loops.
    var setting: SettingsKey? { self == .status ? nil : SettingsKey(rawValue: rawValue) }
}
