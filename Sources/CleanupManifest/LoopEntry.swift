package import HumanLoops

/// One loop that the manifest names.
package struct LoopEntry: Sendable, Hashable {
    /// The name it is reached by.
    package var name: HumanLoopName
    /// The loop's whole ARN when the manifest names it so; nil when it gives the name alone.
    package var arn: String?
    /// Which of `CleanupManifest.settings` hold for it.
    package var settings: Int
    /// The line of the manifest that names it, from 1.
    package var line: Int
    /// The column of that line, in code points from 1.
    package var column: Int

    /// Makes an entry from its parts.
    package init(name: HumanLoopName, arn: String? = nil, settings: Int = 0, line: Int = 1, column: Int = 1) {
        self.name = name
        self.arn = arn
        self.settings = settings
        self.line = line
        self.column = column
    }
}
