package import HumanLoops

/// One loop that the manifest names.
///
/// There may be millions of them, so that numbers are kept in half of their usual size; greater ones are cut to what
/// fits, which no file within the limits reaches.
package struct LoopEntry: Sendable, Hashable {
    package var name: HumanLoopName
    /// The loop's whole ARN when the manifest names it so; nil when it gives the name alone.
    package var arn: String?
    private var keptSettings: UInt32
    private var keptLine: UInt32
    private var keptColumn: UInt32
    private var keptSource: UInt32
    /// `rule` as it is kept: one more than the index, 0 for nil.
    private var keptRule: UInt32

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
    package var settings: Int {
        get { Int(keptSettings) }
        set { keptSettings = UInt32(clamping: newValue) }
    }

    /// The line that names it, or that the rule which found it begins on, from 1.
    package var line: Int {
        get { Int(keptLine) }
        set { keptLine = UInt32(clamping: newValue) }
    }

    /// The column of that line, in code points from 1.
    package var column: Int {
        get { Int(keptColumn) }
        set { keptColumn = UInt32(clamping: newValue) }
    }

    /// Which of `CleanupManifest.sources` that line is in.
    package var source: Int {
        get { Int(keptSource) }
        set { keptSource = UInt32(clamping: newValue) }
    }

    /// The file besides the manifest that names it; nil when the manifest itself does.
    package func listFile(of sources: [String]) -> String? {
        source > 0 && source < sources.count ? sources[source] : nil
    }

    /// Which of `CleanupManifest.selections` found it; nil when it is named.
    package var rule: Int? {
        get { keptRule == 0 ? nil : Int(keptRule) - 1 }
        set { keptRule = newValue.map { UInt32(clamping: $0 + 1) } ?? 0 }
    }
}
