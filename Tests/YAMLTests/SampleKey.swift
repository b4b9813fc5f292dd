import YAML

/// The keys of the mapping that the reader's tests read.
enum SampleKey: String, MappingKey {
    /// A loop's name.
    case name
    /// A duration.
    case timeout
    /// A sequence of anything.
    case items
    /// A mapping with the same keys.
    case nested
    /// A key that is not supported yet.
    case later

    /// Keys that begin with `x-` are passed over.
    static var ignoresExtensions: Bool { true }

    /// Whether this version reads the key.
    var isSupported: Bool { self != .later }
}
