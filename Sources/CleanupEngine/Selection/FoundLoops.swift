package import CleanupManifest
package import HumanLoops

/// What the rules of a manifest found, joined with the loops that it names: a named loop keeps the settings it is named
/// with, and of two rules that find one loop the first has it.
///
/// A loop that stays in the place of duplicates stays whoever else would have it removed, a person who names it or another
/// rule: it is refused, because the duplicates go in the belief that it stays.
package struct FoundLoops {
    /// A loop that a rule adds to the run.
    package struct Loop: Sendable {
        /// The loop as the manifest would name it.
        package let entry: LoopEntry
        /// What the list said of it.
        package let reviewed: ReviewedLoop

        /// The same loop where an earlier part of the run was told which one has the name.
        fileprivate func identified(by trace: LoopTrace) -> Loop {
            Loop(entry: entry, reviewed: reviewed.identified(by: trace))
        }
    }

    /// The loops that the rules add, by rule and then the oldest first.
    package private(set) var loops: [Loop] = []
    /// The named loops that a rule keeps in the place of their duplicates, and what each is held against.
    package private(set) var keptNamed: [HumanLoopName: ReviewedLoop] = [:]
    /// The loops that rules keep in the place of others, each once and in its own place: also where an earlier rule or a
    /// person has the duplicates, no line of theirs tells what is kept.
    package private(set) var kept: [LoopSighting] = []
    /// What each rule came to, in the order of the manifest.
    package private(set) var findings: [SelectionFinding] = []

    /// Joins what the selectors hold with the loops of a manifest.
    ///
    /// - Parameters:
    ///   - selectors: what the rules found, in the order of the manifest.
    ///   - named: the loops that the manifest names.
    ///   - settled: the loops that are not found, because an earlier part of the run is done with them.
    ///   - identities: the loops that earlier parts of the run were told that names stand for.
    package init(
        _ selectors: [LoopSelector],
        joining named: LoopTable,
        leaving settled: Set<HumanLoopName> = [],
        identities: [HumanLoopName: LoopTrace] = [:]
    ) {
        let names = Set(named.lazy.map(\.name))
        let selections = selectors.map { $0.selection().filter { !settled.contains($0.loop.name) } }
        var keepers = Self.keepers(in: selections)
        let others = selectors.map { $0.keptForOthers() }
        for (index, kept) in others.enumerated() {
            for stays in kept where keepers[stays.name] == nil { keepers[stays.name] = index }
        }
        var (taken, keptNames): (Set<HumanLoopName>, Set<HumanLoopName>) = ([], [])
        for (index, selector) in selectors.enumerated() {
            let (rule, selection) = (selector.rule, selections[index])
            var finding = SelectionFinding(flowDefinitionARN: rule.flowDefinitionARN, manifestLine: rule.line)
            finding.listed = selector.listedCount
            finding.matched = selection.count
            for stays in selection.compactMap(\.stays) + others[index] {
                if keptNames.insert(stays.name).inserted { kept.append(LoopSighting(keeping: stays, for: rule)) }
                if names.contains(stays.name), keptNamed[stays.name] == nil {
                    keptNamed[stays.name] = ReviewedLoop(keeping: stays, for: rule, at: index)
                }
            }
            for selected in selection {
                let name = selected.loop.name
                if names.contains(name) {
                    finding.named += 1
                } else if taken.insert(name).inserted {
                    let loop = Self.loop(selected, of: rule, at: index, keeper: keepers[name])
                    loops.append(identities[name].map { loop.identified(by: $0) } ?? loop)
                } else {
                    finding.earlier += 1
                }
            }
            findings.append(finding)
        }
    }

    /// Finds out which loops stay in the place of others, and the first rule by which each does.
    private static func keepers(in selections: [[SelectedLoop]]) -> [HumanLoopName: Int] {
        var keepers: [HumanLoopName: Int] = [:]
        for (index, selection) in selections.enumerated() {
            for case let stays? in selection.lazy.map(\.stays) where keepers[stays.name] == nil {
                keepers[stays.name] = index
            }
        }
        return keepers
    }

    /// Makes a loop of a run out of one that a rule selects.
    private static func loop(
        _ selected: SelectedLoop,
        of rule: SelectionRule,
        at index: Int,
        keeper: Int?
    ) -> Loop {
        Loop(
            entry: LoopEntry(
                name: selected.loop.name,
                settings: rule.settings,
                line: rule.line,
                column: rule.column,
                rule: index
            ),
            reviewed: ReviewedLoop(
                status: selected.loop.status,
                creationTime: selected.loop.creationTime,
                flowDefinitionARN: rule.flowDefinitionARN,
                rule: rule,
                stays: selected.stays,
                keeper: keeper
            )
        )
    }
}

extension ReviewedLoop {
    /// Makes the review of a named loop that a rule keeps.
    fileprivate convenience init(keeping stays: StayingLoop, for rule: SelectionRule, at index: Int) {
        self.init(
            status: stays.status,
            creationTime: stays.creationTime,
            flowDefinitionARN: rule.flowDefinitionARN,
            keeper: index
        )
    }
}
