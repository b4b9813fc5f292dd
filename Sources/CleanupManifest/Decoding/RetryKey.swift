import YAMLReading

/// The keys of `execution.retry`.
enum RetryKey: String, MappingKey {
    /// How many stops and deletes of one loop may come to nothing.
    case maxAttempts
    /// The longest delay before the next try.
    case maxBackoff
}
