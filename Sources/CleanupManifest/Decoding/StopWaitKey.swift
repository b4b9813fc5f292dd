import YAML

/// The keys of `execution.stopWait`.
enum StopWaitKey: String, MappingKey {
    /// How long one loop is waited for.
    case timeout
    /// The shortest time between two looks at one loop.
    case pollInitial
    /// The longest time between two looks at one loop.
    case pollMax
}
