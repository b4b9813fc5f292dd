import YAML

/// The keys of `execution`.
enum ExecutionKey: String, MappingKey {
    /// How many calls may be in flight at once.
    case concurrency
    /// How many calls a second each operation may make.
    case rate
    /// How failed calls are tried again.
    case retry
    /// How a stopping loop is waited for.
    case stopWait
    /// How long the whole run may take.
    case deadline
}
