package import CleanupManifest
package import HumanLoops

/// What the rules of a manifest found, joined with the loops that it names: a named loop keeps the settings it is named
/// with, and of two rules that find one loop the first has it.
///
/// A kept duplicate is kept whoever else would have it removed, a person who names it or another rule: it is refused,
/// because the others are removed in the belief that it is there. And a duplicate is removed only while the kept one is
/// there, whoever has it removed.
package struct FoundLoops {
    /// A loop that a rule adds to the run.
    package struct Loop: Sendable {
        package let entry: LoopEntry
        package let precondition: LoopPrecondition

        /// The same loop where an earlier part of the run was told which one has the name.
        fileprivate func identified(by trace: LoopTrace) -> Loop {
            Loop(entry: entry, precondition: precondition.identified(by: trace))
        }
    }

    package private(set) var loops: [Loop] = []
    /// The preconditions of named loops that lists tell of: which loop each is, and its kept duplicate.
    package private(set) var named: [HumanLoopName: LoopPrecondition] = [:]
    /// The loops that rules keep in the place of others, each once and in its own place: also where an earlier rule or a
    /// person has the duplicates, no line of theirs tells what is kept.
    package private(set) var kept: [LoopSighting] = []
    private(set) var sightings: [LoopSighting] = []
    package private(set) var findings: [SelectionFinding] = []

    /// Joins what the selectors hold with the loops of a manifest.
    package init(
        _ selectors: [LoopSelector],
        joining named: LoopTable,
        leaving settled: Set<HumanLoopName> = [],
        identities: [HumanLoopName: LoopTrace] = [:]
    ) {
        let names = Set(named.lazy.map(\.name))
        let selections = selectors.map { $0.selection().filter { !settled.contains($0.loop.name) } }
        let wanted = names.union(selections.lazy.joined().map(\.loop.name))
        let spared = selectors.map { $0.keptWithoutNeed().filter { wanted.contains($0.loop.name) } }
        let duplicates = zip(selections, spared).map { $0 + $1 }
        var keepers = Self.keepers(in: duplicates)
        let others = selectors.map { $0.keptForOthers() }
        for (index, kept) in others.enumerated() {
            for keptInstead in kept where keepers[keptInstead.name] == nil { keepers[keptInstead.name] = index }
        }
        let keptDuplicates = Self.keptDuplicates(in: duplicates)
        var (taken, told, keptNames): (Set<HumanLoopName>, Set<HumanLoopName>, Set<HumanLoopName>) = ([], [], [])
        for (index, selector) in selectors.enumerated() {
            let (rule, selection) = (selector.rule, selections[index])
            var finding = SelectionFinding(flowDefinitionARN: rule.flowDefinitionARN, manifestLine: rule.line)
            finding.listed = selector.listedCount
            finding.matched = selection.count
            for keptInstead in duplicates[index].compactMap(\.keptInstead) + others[index] {
                if keptNames.insert(keptInstead.name).inserted {
                    kept.append(LoopSighting(keeping: keptInstead, for: rule))
                }
            }
            for row in selector.namedRows where told.insert(row.name).inserted {
                let keptInstead = names.contains(row.name) ? keptDuplicates[row.name] : nil
                sightings.append(LoopSighting(row, of: rule, keptInstead: keptInstead))
                self.named[row.name] = LoopPrecondition(
                    row,
                    of: rule,
                    keptInstead: keptInstead,
                    keeper: keepers[row.name]
                )
            }
            for selected in selection {
                let name = selected.loop.name
                if names.contains(name) {
                    finding.named += 1
                } else if taken.insert(name).inserted {
                    let duplicate = SelectedLoop(
                        loop: selected.loop,
                        keptInstead: selected.keptInstead ?? keptDuplicates[name]
                    )
                    let loop = Self.loop(duplicate, of: rule, at: index, keeper: keepers[name])
                    loops.append(identities[name].map { loop.identified(by: $0) } ?? loop)
                } else {
                    finding.earlier += 1
                }
            }
            findings.append(finding)
        }
    }

    private static func keptDuplicates(in duplicates: [[SelectedLoop]]) -> [HumanLoopName: KeptDuplicate] {
        var keptDuplicates: [HumanLoopName: KeptDuplicate] = [:]
        for duplicate in duplicates.lazy.joined() where keptDuplicates[duplicate.loop.name] == nil {
            keptDuplicates[duplicate.loop.name] = duplicate.keptInstead
        }
        return keptDuplicates
    }

    private static func keepers(in selections: [[SelectedLoop]]) -> [HumanLoopName: Int] {
        var keepers: [HumanLoopName: Int] = [:]
        for (index, selection) in selections.enumerated() {
            for case let keptInstead? in selection.lazy.map(\.keptInstead) where keepers[keptInstead.name] == nil {
                keepers[keptInstead.name] = index
            }
        }
        return keepers
    }

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
            precondition: LoopPrecondition(
                status: selected.loop.status,
                creationTime: selected.loop.creationTime,
                flowDefinitionARN: rule.flowDefinitionARN,
                rule: rule,
                keptInstead: selected.keptInstead,
                keeper: keeper
            )
        )
    }
}

extension LoopPrecondition {
    fileprivate convenience init(
        _ row: HumanLoopSummary,
        of rule: SelectionRule,
        keptInstead: KeptDuplicate?,
        keeper: Int?
    ) {
        self.init(
            status: nil,
            creationTime: row.creationTime,
            flowDefinitionARN: rule.flowDefinitionARN,
            keptInstead: keptInstead,
            keeper: keeper
        )
    }
}

/// What one rule of `select` came to when the plan was made.
package struct SelectionFinding: Sendable, Hashable {
    package var flowDefinitionARN: String
    /// The line of the manifest that the rule begins on, from 1.
    package var manifestLine: Int
    package var listed = 0
    package var matched = 0
    /// How many of those the manifest names as well: they keep the settings they are named with.
    package var named = 0
    package var earlier = 0

    package var added: Int { matched - named - earlier }
}

/// Which loops a run has to do with, as is known before any of them is looked at.
package struct RunScope: Sendable, Hashable {
    package var namedCount: Int
    package var foundCount = 0
    /// What the rules came to, in the order of the manifest; empty when there are none or they were not followed.
    package var findings: [SelectionFinding] = []
    package var at: Timestamp

    package var loopCount: Int { namedCount + foundCount }
}
