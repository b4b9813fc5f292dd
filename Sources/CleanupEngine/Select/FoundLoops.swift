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
    }

    package private(set) var loops: [Loop] = []
    /// The preconditions of named loops that lists tell of: which loop each is, and its kept duplicate.
    package private(set) var named: [HumanLoopName: LoopPrecondition] = [:]
    /// The loops that rules keep in the place of others, each once and in its own place: also where an earlier rule or a
    /// person has the duplicates, no line of theirs tells what is kept.
    package private(set) var kept: [LoopSighting] = []
    private(set) var sightings: [LoopSighting] = []
    package private(set) var findings: [SelectionFinding] = []

    package init(
        _ selectors: [LoopSelector],
        joining named: LoopTable,
        leaving settled: Set<HumanLoopName> = [],
        protecting protected: ProtectedLoops = ProtectedLoops(),
        identities: [HumanLoopName: LoopTrace] = [:]
    ) {
        let names = Set(named.lazy.map(\.name))
        let namesOfRun = Set(named.lazy.filter { $0.rule != nil }.map(\.name))
        let whole = selectors.map { $0.selection() }
        let selections = whole.map { $0.filter { !settled.contains($0.loop.name) } }
        let wanted = names.union(selections.lazy.joined().map(\.loop.name))
        let spared = selectors.map { $0.keptWithoutNeed().filter { wanted.contains($0.loop.name) } }
        // What the run is done with is a duplicate as before: one that its policy keeps may bring no answer.
        let duplicates = zip(whole, spared).map { $0 + $1 }
        let others = selectors.map { $0.keptForOthers() }
        // The first rule that keeps a loop in the place of what it removes, else the first that keeps it for others.
        let keepers = Dictionary(
            duplicates.enumerated().lazy.flatMap { rule, duplicates in
                duplicates.lazy.compactMap(\.keptInstead).map { ($0.name, rule) }
            },
            uniquingKeysWith: { first, _ in first }
        ).merging(others.enumerated().flatMap { rule, kept in kept.map { ($0.name, rule) } }) { first, _ in first }
        let keptDuplicates = Dictionary(
            (duplicates + selectors.map { $0.leftToOthers() }).joined()
                .compactMap { loop in loop.keptInstead.map { (loop.loop.name, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        var (taken, told, keptNames): (Set<HumanLoopName>, Set<HumanLoopName>, Set<HumanLoopName>) = ([], [], [])
        for (index, selector) in selectors.enumerated() {
            let (rule, selection) = (selector.rule, selections[index])
            var finding = SelectionFinding(flowDefinitionARN: rule.flowDefinitionARN, manifestLine: rule.line)
            finding.listed = selector.listedCount
            finding.matched = selection.count
            finding.excluded = selector.excludedCount
            finding.later = selector.lateNames.count { name in
                !settled.contains(name)
                    && protected.reason(protecting: name, flowDefinitionARN: rule.flowDefinitionARN) == nil
            }
            finding.missing = selector.missing
            for keptInstead in duplicates[index].compactMap(\.keptInstead) + others[index]
            where keptNames.insert(keptInstead.name).inserted {
                let (name, status, creationTime) = (keptInstead.name, keptInstead.status, keptInstead.creationTime)
                let row = HumanLoopSummary(name: name, status: status, creationTime: creationTime)
                kept.append(LoopSighting(row, of: rule, keptInstead: keptInstead))
            }
            for row in selector.namedRows where told.insert(row.name).inserted {
                let keptInstead = keptDuplicates[row.name]
                sightings.append(LoopSighting(row, of: rule, keptInstead: keptInstead))
                self.named[row.name] = LoopPrecondition(
                    creationTime: row.creationTime,
                    flowDefinitionARN: rule.flowDefinitionARN,
                    keptInstead: keptInstead,
                    keeper: keepers[row.name]
                )
            }
            for selected in selection {
                let name = selected.loop.name
                if names.contains(name) {
                    finding.named += 1
                    if namesOfRun.contains(name) { finding.alreadyOfRun += 1 }
                } else if taken.insert(name).inserted {
                    let precondition = LoopPrecondition(
                        status: selected.loop.status,
                        creationTime: selected.loop.creationTime,
                        flowDefinitionARN: rule.flowDefinitionARN,
                        statuses: rule.statuses,
                        keepsAnswer: rule.keepsAnswer(chosenAs: selected.loop.status),
                        keptInstead: selected.keptInstead ?? keptDuplicates[name],
                        keeper: keepers[name]
                    ).identified(by: identities[name] ?? Self.firstTold(selected.loop, by: selectors[..<index]))
                    loops.append(Loop(entry: LoopEntry(name: name, of: rule, at: index), precondition: precondition))
                } else {
                    finding.earlier += 1
                }
            }
            findings.append(finding)
        }
    }

    /// What earlier rules' lists told of a name that stands for another loop by now: a name stands for one loop in all lists.
    private static func firstTold(_ loop: HumanLoopSummary, by selectors: ArraySlice<LoopSelector>) -> LoopTrace? {
        for selector in selectors {
            guard let creationTime = selector.creationTime(of: loop.name) else { continue }
            guard creationTime != loop.creationTime else { return nil }
            return LoopTrace(creationTime: creationTime, flowDefinitionARN: selector.rule.flowDefinitionARN)
        }
        return nil
    }
}

/// What one rule of `select` came to when the plan was made.
package struct SelectionFinding: Sendable, Hashable {
    package var flowDefinitionARN: String
    /// The line of the manifest that the rule begins on, from 1.
    package var manifestLine: Int
    package var listed = 0
    package var matched = 0
    /// How many would have belonged to the rule but for their names, which it excludes.
    package var excluded = 0
    /// How many of those the manifest names as well: they keep the settings they are named with.
    package var named = 0
    /// How many of `named` are there because an earlier part of the run found them by a rule.
    package var alreadyOfRun = 0
    package var earlier = 0
    /// How many would have belonged to the rule, but were created after the run began: they are left to a later run.
    package var later = 0
    /// What it counts as that the service does not know the flow definition; nil when it does.
    package var missing: MissingPolicy?

    package init(
        flowDefinitionARN: String,
        manifestLine: Int,
        listed: Int = 0,
        matched: Int = 0,
        named: Int = 0,
        earlier: Int = 0,
        missing: MissingPolicy? = nil
    ) {
        self.flowDefinitionARN = flowDefinitionARN
        self.manifestLine = manifestLine
        (self.listed, self.matched, self.named, self.earlier) = (listed, matched, named, earlier)
        self.missing = missing
    }

    package var added: Int { matched - named - earlier }
}

/// Which loops a run has to do with, as is known before any of them is looked at.
package struct RunScope: Sendable, Hashable {
    package var namedCount: Int
    package var foundCount = 0
    /// What the rules came to, in the order of the manifest; empty when there are none or they were not followed.
    package var findings: [SelectionFinding] = []
    package var at: Timestamp

    package init(namedCount: Int, foundCount: Int = 0, findings: [SelectionFinding] = [], at: Timestamp) {
        self.namedCount = namedCount
        self.foundCount = foundCount
        self.findings = findings
        self.at = at
    }

    package var loopCount: Int { namedCount + foundCount }
}
