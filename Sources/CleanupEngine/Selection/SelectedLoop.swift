package import CleanupManifest
package import HumanLoops

/// A listed loop that a rule selects.
package struct SelectedLoop: Sendable, Hashable {
    /// The loop as it was listed.
    package let loop: HumanLoopSummary
    /// The loop that stays in its place; nil when the rule is not about duplicates.
    package let stays: StayingLoop?
}
