package import HumanLoops

/// One loop that the manifest names.
///
/// There may be millions of them, so that numbers are kept in half of their usual size; greater ones are cut to what
/// fits, which no file within the limits reaches.
package struct LoopEntry: Sendable, Hashable {
    package var name: HumanLoopName
    /// The loop's whole ARN when the manifest names it so; nil when it gives the name alone.
    package var arn: String?
    private let keptSettings: UInt32
    private let keptLine: UInt32
    private let keptColumn: UInt32
    private let keptSource: UInt32
    /// `rule` as it is kept: one more than the index, 0 for nil.
    private let keptRule: UInt32

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
        keptSettings = UInt32(clamping: settings)
        keptLine = UInt32(clamping: line)
        keptColumn = UInt32(clamping: column)
        keptSource = UInt32(clamping: source)
        keptRule = rule.map { UInt32(clamping: $0 + 1) } ?? 0
    }

    /// Which of `CleanupManifest.settings` hold for it.
    package var settings: Int { Int(keptSettings) }

    /// The line that names it, or that the rule which found it begins on, from 1.
    package var line: Int { Int(keptLine) }

    /// The column of that line, in code points from 1.
    package var column: Int { Int(keptColumn) }

    /// Which of `CleanupManifest.sources` that line is in.
    package var source: Int { Int(keptSource) }

    /// The file besides the manifest that names it; nil when the manifest itself does.
    package func listFile(of sources: [String]) -> String? {
        source > 0 && source < sources.count ? sources[source] : nil
    }

    /// Which of `CleanupManifest.selections` found it; nil when it is named.
    package var rule: Int? { keptRule == 0 ? nil : Int(keptRule) - 1 }
}
