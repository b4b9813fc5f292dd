package import HumanLoops

/// One loop that the manifest names.
package struct LoopEntry: Sendable, Hashable {
    /// The name it is reached by.
    package var name: HumanLoopName
    /// The loop's whole ARN when the manifest names it so; nil when it gives the name alone.
    package var arn: String?
    /// Which of `CleanupManifest.settings` hold for it.
    package var settings: Int
    /// The line that names it, or that the rule which found it begins on, from 1.
    package var line: Int
    /// The column of that line, in code points from 1.
    package var column: Int
    /// Which of `CleanupManifest.sources` that line is in.
    package var source: Int
    /// Which of `CleanupManifest.selections` found it; nil when it is named.
    package var rule: Int?

    /// Makes an entry from its parts.
    package init(
        name: HumanLoopName,
        arn: String? = nil,
        settings: Int = 0,
        line: Int = 1,
        column: Int = 1,
        source: Int = 0,
        rule: Int? = nil
    ) {
        self.name = name
        self.arn = arn
        self.settings = settings
        self.line = line
        self.column = column
        self.source = source
        self.rule = rule
    }
}
