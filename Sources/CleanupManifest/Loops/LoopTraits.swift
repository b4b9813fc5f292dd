/// What many loops of a manifest have in common.
struct LoopTraits: Hashable, Sendable {
    /// Which of `CleanupManifest.settings` hold for them.
    var settings: Int
    /// Which of `CleanupManifest.sources` they are named in.
    var source: Int
    /// Which of `CleanupManifest.selections` found them; nil when they are named.
    var rule: Int?
    /// What their ARNs have in front of the loop's name; nil when they are named without one.
    var arnPrefix: String?
}
