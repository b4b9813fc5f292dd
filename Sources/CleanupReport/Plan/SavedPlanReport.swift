import CleanupEngine
package import CleanupJournal
import CleanupManifest
package import HumanLoops
package import Support

/// A saved plan as `loopsweep show` tells it: what is done by which rule, and how to follow it.
package struct SavedPlanReport {
    /// Whether the manifest is still the one that the plan was made of.
    package enum ManifestState: Sendable {
        case unchanged
        case changed
        /// It is not where it was, or is no manifest any more.
        case absent
    }

    /// How many loops of a group are named.
    private static let namedLimit = 5
    let plan: SavedPlan
    /// The path of the plan as it was given.
    let path: String
    let manifest: ManifestState
    let now: Timestamp

    package init(_ plan: SavedPlan, at path: String, manifest: ManifestState, now: Timestamp) {
        self.plan = plan
        self.path = path
        self.manifest = manifest
        self.now = now
    }

    /// Makes the text for a person.
    package func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        page.paragraph("\(plan.name): \(plan.place.label)", .strong, hanging: 2)
        page.paragraph(
            "A saved plan of \(plan.madeAt), \(DurationText.age(now - plan.madeAt)) old, of "
                + "\(CountText.counted(plan.loops.count, "loop")), by loopsweep \(plan.version)",
            hanging: 2
        )
        page.paragraph(manifestSentence, manifest == .unchanged ? .plain : .caution, hanging: 2)
        for (index, finding) in plan.findings.enumerated() {
            page.paragraph(finding.line(number: index + 1), finding.missing == nil ? .plain : .caution, hanging: 2)
        }
        addBreaches(to: &page)
        addGroups(to: &page)
        addNext(to: &page)
        return page.take()
    }

    private var manifestSentence: String {
        let name = plan.manifestPath.map { "'\($0)'" } ?? "the manifest"
        let carried = plan.manifestText == nil ? "" : ", and the plan carries it"
        return switch manifest {
        case .unchanged: "The manifest \(name) is unchanged since\(carried)"
        case .changed: "The manifest \(name) was changed since: the plan does not fit it any more"
        case .absent: "The manifest \(name) is not here\(carried)"
        }
    }

    private func addBreaches(to page: inout TextPage) {
        guard !plan.breaches.isEmpty else { return }
        page.gap()
        page.paragraph("Guards refused this plan when it was made: a run of it stops and deletes nothing.", .bad)
        for breach in plan.breaches {
            page.paragraph("\(breach.key): \(breach.message)", .bad, indent: 2, hanging: 2)
        }
    }

    private func addGroups(to page: inout TextPage) {
        let groups = PlannedGroup.groups(of: plan.loops, naming: Self.namedLimit)
        guard !groups.isEmpty else { return }
        let columns = [
            TextColumn(title: "RULE", fitting: .text, columns: 5...6),
            TextColumn(title: "ACTION", fitting: .text, columns: 6...18),
            TextColumn(title: "LOOPS", fitting: .number, columns: 5...12),
            TextColumn(title: "NAMES", fitting: .sentence, columns: 24...400),
        ]
        page.gap()
        page.table(columns, groups.map(\.row))
        let kept = plan.kept.count
        guard kept > 0 else { return }
        page.gap()
        page.line("\(CountText.counted(kept, "loop")) kept in the place of duplicates")
    }

    private func addNext(to page: inout TextPage) {
        let isFollowed = manifest == .unchanged || manifest == .absent && plan.manifestText != nil
        page.gap()
        page.line("Next", .strong)
        guard !plan.place.isSimulated else {
            page.paragraph(
                "It is a plan of a rehearsal, which cannot be carried out. For several steps serve the fleet:",
                indent: 2
            )
            let fleet = plan.manifestPath == ManifestWord.demo ? ManifestWord.demo : "--fleet FLEET"
            return page.command("loopsweep simulate \(fleet)", indent: 4)
        }
        guard isFollowed else {
            page.paragraph(
                manifest == .changed
                    ? "The plan is not followed, for its manifest was changed since: make a new plan and review it."
                    : "The plan cannot be followed without its manifest: make a new plan and review it.",
                indent: 2
            )
            return
        }
        guard plan.breaches.isEmpty else {
            page.paragraph("Change the manifest or its guards, then make a new plan and review it.", indent: 2)
            return
        }
        let manifest = plan.manifestText == nil ? plan.manifestPath.map(ManifestWord.text) ?? "MANIFEST" : ""
        let words = ["loopsweep run", manifest, plan.place.options, "--plan \(ShellWord.quoted(path))"]
        let command = OptionWords.joined(words)
        page.paragraph("To see which of the loops have changed since:", indent: 2)
        page.command("\(command) --dry-run", indent: 4)
        page.paragraph("To follow the plan, within 24 h of its making or '--plan-max-age':", indent: 2)
        page.command(command, indent: 4)
    }
}

/// Loops of a saved plan that are of one rule and have one action.
private struct PlannedGroup {
    private struct Kind: Hashable {
        /// From 0; nil for loops that are named.
        var rule: Int?
        /// Nil in plans of earlier versions.
        var action: LoopProposal?
        var isLeftAlone: Bool
    }

    private let kind: Kind
    private var count = 0
    private var first: [String] = []

    /// Sorts loops into groups: those that are named first, then by the number of the rule, the largest first in each.
    static func groups(of loops: [SavedPlan.Loop], naming limit: Int) -> [PlannedGroup] {
        var groups: [Kind: PlannedGroup] = [:]
        var order: [Kind] = []
        for loop in loops {
            let kind = Kind(rule: loop.rule, action: loop.action, isLeftAlone: loop.isLeftAlone)
            if groups[kind] == nil { order.append(kind) }
            groups[kind, default: PlannedGroup(kind: kind)].add(loop, naming: limit)
        }
        // Sorting is stable: equal groups stay in the order of the plan.
        return order.compactMap { groups[$0] }.sorted { one, other in
            let (left, right) = (one.kind.rule ?? -1, other.kind.rule ?? -1)
            return left == right ? one.count > other.count : left < right
        }
    }

    private mutating func add(_ loop: SavedPlan.Loop, naming limit: Int) {
        count += 1
        if first.count < limit { first.append(loop.name.rawValue) }
    }

    var row: [TextCell] {
        let more = count > first.count ? ", and \(CountText.grouped(count - first.count)) more" : ""
        let action = kind.action?.action(isStopOnly: false) ?? (kind.isLeftAlone ? "leave alone" : "remove")
        return [
            TextCell(text: kind.rule.map { String($0 + 1) } ?? "named"),
            TextCell(text: action, tone: kind.action?.tone ?? .plain),
            TextCell(text: CountText.grouped(count)),
            TextCell(text: first.joined(separator: ", ") + more),
        ]
    }
}
