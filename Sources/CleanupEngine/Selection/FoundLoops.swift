package import CleanupManifest
package import HumanLoops

/// What the rules of a manifest found, joined with the loops that it names: a named loop keeps the settings it is named
/// with, and of two rules that find one loop the first has it.
package struct FoundLoops {
    /// A loop that a rule adds to the run.
    package struct Loop: Sendable {
        /// The loop as the manifest would name it.
        package let entry: LoopEntry
        /// What the list said of it.
        package let reviewed: ReviewedLoop
    }

    /// The loops that the rules add, by rule and then the oldest first.
    package private(set) var loops: [Loop] = []
    /// What each rule came to, in the order of the manifest.
    package private(set) var findings: [SelectionFinding] = []

    /// Joins what the selectors hold with the loops of a manifest.
    ///
    /// - Parameters:
    ///   - selectors: what the rules found, in the order of the manifest.
    ///   - named: the loops that the manifest names.
    ///   - settled: the loops that are not found, because an earlier part of the run is done with them.
    package init(_ selectors: [LoopSelector], joining named: LoopTable, leaving settled: Set<HumanLoopName> = []) {
        let names = Set(named.lazy.map(\.name))
        var taken: Set<HumanLoopName> = []
        for (index, selector) in selectors.enumerated() {
            let rule = selector.rule
            let selection = selector.selection().filter { !settled.contains($0.name) }
            var finding = SelectionFinding(flowDefinitionARN: rule.flowDefinitionARN, manifestLine: rule.line)
            finding.listed = selector.listedCount
            finding.matched = selection.count
            for loop in selection {
                if names.contains(loop.name) {
                    finding.named += 1
                } else if taken.insert(loop.name).inserted {
                    loops.append(Self.loop(loop, of: rule, at: index))
                } else {
                    finding.earlier += 1
                }
            }
            findings.append(finding)
        }
    }

    /// Makes a loop of a run out of a row that a rule selects.
    private static func loop(_ row: HumanLoopSummary, of rule: SelectionRule, at index: Int) -> Loop {
        Loop(
            entry: LoopEntry(
                name: row.name,
                settings: rule.settings,
                line: rule.line,
                column: rule.column,
                rule: index
            ),
            reviewed: ReviewedLoop(
                status: row.status,
                creationTime: row.creationTime,
                flowDefinitionARN: rule.flowDefinitionARN,
                rule: rule
            )
        )
    }
}
