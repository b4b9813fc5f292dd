package import HumanLoops

/// The evidence of a loop, taken down before a call that changes it is made.
package struct LoopIntent: Sendable, Hashable {
    /// The call about to be made: a stop or a delete.
    package var operation: HumanLoopOperation
    /// The loop as it was last described.
    package var loop: HumanLoop
    /// The line of the manifest that names it, from 1.
    package var manifestLine: Int
    /// When the call is about to be made.
    package var at: Timestamp

    /// Makes an intent from its parts.
    package init(operation: HumanLoopOperation, loop: HumanLoop, manifestLine: Int, at: Timestamp) {
        self.operation = operation
        self.loop = loop
        self.manifestLine = manifestLine
        self.at = at
    }
}
