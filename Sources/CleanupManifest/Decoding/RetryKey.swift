import YAML

/// The keys of `execution.retry`.
enum RetryKey: String, MappingKey {
    /// How often the stop, or the delete, of one loop may fail.
    case maxAttempts
    /// The longest delay before the next try.
    case maxBackoff
}
