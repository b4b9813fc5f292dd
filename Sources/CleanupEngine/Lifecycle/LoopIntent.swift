package import CleanupManifest
package import HumanLoops

/// The evidence of a loop, taken down before a call that changes it is made.
package struct LoopIntent: Sendable, Hashable {
    /// The call about to be made: a stop or a delete.
    package var operation: HumanLoopOperation
    /// The loop as it was last described.
    package var loop: HumanLoop
    /// The line that names it, or that the rule which found it begins on, from 1.
    package var manifestLine: Int
    /// The file that line is in; nil when it is the manifest.
    package var manifestFile: String?
    /// Which rule of `select` found it, from 0; nil when it is named.
    package var rule: Int?
    /// The loop that stays in its place; nil when it is no duplicate that a rule found.
    package var stays: StayingLoop?
    /// When the call is about to be made.
    package var at: Timestamp

    /// Makes an intent from its parts.
    package init(
        operation: HumanLoopOperation,
        loop: HumanLoop,
        manifestLine: Int,
        manifestFile: String? = nil,
        rule: Int? = nil,
        stays: StayingLoop? = nil,
        at: Timestamp
    ) {
        self.operation = operation
        self.loop = loop
        self.manifestLine = manifestLine
        self.manifestFile = manifestFile
        self.rule = rule
        self.stays = stays
        self.at = at
    }
}
