import YAML

/// The keys of a manifest; `x-…` keys are for its author and are passed over.
enum ManifestKey: String, MappingKey {
    /// The version of the language.
    case apiVersion
    /// The kind of document.
    case kind
    /// What the manifest is called.
    case metadata
    /// The account and region of all the loops.
    case target
    /// The settings that all loops share.
    case defaults
    /// What must hold before anything is stopped or deleted.
    case guards
    /// How fast, and for how long, the run works.
    case execution
    /// The loops to remove.
    case loops
    /// Files that name more loops.
    case loopsFrom
    /// Rules that find more loops.
    case select

    /// Keys that begin with `x-` are passed over.
    static var ignoresExtensions: Bool { true }
}
