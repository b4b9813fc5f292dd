import YAML

/// The keys of `guards`.
enum GuardsKey: String, MappingKey {
    /// How many loops the manifest may name.
    case maxLoops
    /// How many loops may be stopped.
    case maxStops
    /// How many of the loops may be missing.
    case maxMissing
    /// How old a loop must be.
    case minAge
    /// How many of the loops may fail.
    case maxFailures
    /// Which loops are never touched.
    case protect
}
