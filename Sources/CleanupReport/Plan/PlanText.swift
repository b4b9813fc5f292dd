import CleanupEngine
import CleanupJournal
import HumanLoops
package import Support

extension PlanReport {
    /// The longest plan whose loops are all named without being asked for.
    private static let tableLimit = 50
    /// How many loops of a group are named.
    private static let namedLimit = 5
    /// How many groups are shown.
    private static let groupLimit = 20
    /// From which width on the kept duplicates have a column of their own; in narrower tables WHY names them.
    private static let keptColumnWidth = 110
    /// The longest table after which the totals are not repeated.
    private static let shortTable = 12

    /// Writes text for a person, a part at a time: the counts, what prevents the plan, then the loops.
    func writeText(in layout: TextLayout, showsAll: Bool, to sink: any ByteSink) throws(ReportWriteError) {
        var page = TextPage(layout)
        addHeading(to: &page)
        if plan.loops.count <= Self.tableLimit || showsAll {
            try writeTable(&page, to: sink)
        } else {
            addGroups(to: &page)
        }
        if plan.loops.count > Self.shortTable {
            page.gap()
            addTotals(to: &page)
            addBreaches(to: &page)
        }
        try sink.write(page.take())
    }

    private func addHeading(to page: inout TextPage) {
        addTotals(to: &page)
        addBreaches(to: &page)
        addFindings(to: &page)
        // That guards ended the look is said by the breaches.
        if case .guards = plan.stopReason { return }
        if let stopReason = plan.stopReason {
            page.gap()
            page.paragraph("The look at the loops ended early: \(stopReason.reportMessage)", .bad)
        }
    }

    private func addBreaches(to page: inout TextPage) {
        var breaches = plan.breaches
        if case .guards(let early) = plan.stopReason, breaches.isEmpty { breaches = early }
        guard !breaches.isEmpty else { return }
        page.gap()
        page.paragraph("Guards refuse this plan: nothing would be stopped or deleted.", .bad)
        for breach in breaches {
            page.paragraph("\(breach.key): \(breach.message)", .bad, indent: 2, hanging: 2)
        }
    }

    /// Adds what an operator must know before consent: where, how many loops are deleted and stopped, and how many are not.
    private func addTotals(to page: inout TextPage) {
        page.paragraph("\(plan.name): \(place.label)", .strong, hanging: 2)
        page.paragraph(workSentence, plan.hasWork ? .caution : .plain, hanging: 2)
        let counts = counts
        let parts = LoopProposal.reportOrder.compactMap { proposal in
            proposal.outcome.flatMap { outcome in
                counts[proposal].map { "\(CountText.grouped($0)) \(outcome.phrase)" }
            }
        }
        if !parts.isEmpty { page.paragraph("Not touched: \(parts.joined(separator: ", "))", hanging: 2) }
    }

    /// What is done in a sentence: `20 loops to delete; 16 of them must be stopped first (people may be working on them)`.
    private var workSentence: String {
        let counts = counts
        let stops = counts[.stop, default: 0]
        let waits = counts[.wait, default: 0]
        let deletes = stops + waits + counts[.delete, default: 0]
        let people = "(people may be working on \(stops == 1 ? "it" : "them"))"
        if isStopOnly {
            return stops == 0
                ? "No loop to stop" : "\(CountText.counted(stops, "loop")) to stop \(people); nothing is deleted"
        }
        var text = deletes == 0 ? "No loop to delete" : "\(CountText.counted(deletes, "loop")) to delete"
        if stops > 0 { text += "; \(Self.share(stops, of: deletes)) must be stopped first \(people)" }
        if waits > 0 { text += "; \(Self.share(waits, of: deletes)) must be waited for" }
        let gone = counts[.awaitDeletion, default: 0]
        return gone > 0 ? "\(text); \(CountText.grouped(gone)) being deleted by others" : text
    }

    /// What consent is asked for, as an empty line and lines: `Delete 20 loops (stop 16 of them first) in account …?`.
    package func question(in layout: TextLayout) -> [UInt8] {
        let counts = counts
        let stops = counts[.stop, default: 0]
        let deletes = stops + counts[.delete, default: 0] + counts[.wait, default: 0]
        let stopping = stops > 0 ? " (stop \(Self.share(stops, of: deletes)) first)" : ""
        let all = CountText.counted(isStopOnly ? stops : deletes, "loop")
        var page = TextPage(layout)
        let work = isStopOnly ? "Stop \(all)" : "Delete \(all)\(stopping)"
        page.paragraph("\(work) in \(place.label)?", .strong, hanging: 2)
        return Array("\n".utf8) + page.take()
    }

    private static func share(_ part: Int, of whole: Int) -> String {
        part == whole ? (whole == 1 ? "it" : "all of them") : "\(CountText.grouped(part)) of them"
    }

    private func addFindings(to page: inout TextPage) {
        if !plan.findings.isEmpty { page.gap() }
        for (index, finding) in plan.findings.enumerated() {
            page.paragraph(finding.line(number: index + 1), finding.missing == nil ? .plain : .caution, hanging: 2)
        }
    }

    /// Writes a row for each loop after what the page holds.
    private func writeTable(_ page: inout TextPage, to sink: any ByteSink) throws(ReportWriteError) {
        let rule = TextColumn(title: "RULE", fitting: .number, columns: 4...4)
        let kept = TextColumn(title: "KEPT", fitting: .text, columns: 12...80)
        let showsKept = page.layout.width >= Self.keptColumnWidth && plan.loops.contains { $0.keptDuplicateText != nil }
        let columns =
            [
                TextColumn(title: "NAME", fitting: .name, columns: 12...63),
                TextColumn(title: "STATUS", fitting: .text, columns: 6...12),
                TextColumn(title: "AGE", fitting: .number, columns: 3...6),
            ] + (plan.findings.isEmpty ? [] : [rule]) + [
                TextColumn(title: "ACTION", fitting: .text, columns: 6...18)
            ] + (showsKept ? [kept] : []) + [
                TextColumn(title: "WHY", fitting: .sentence, columns: 24...200)
            ]
        if !plan.loops.isEmpty {
            let table = TextTable(
                columns,
                fitting: plan.loops.lazy.map { row(of: $0, showsKept: showsKept) },
                in: page.layout
            )
            page.gap()
            page.header(of: table)
            for loop in plan.loops {
                page.row(row(of: loop, showsKept: showsKept), of: table)
                try sink.write(page.take())
            }
        }
    }

    /// The cells of a loop in the order of the table's columns, one of which may be the duplicate that is kept instead.
    private func row(of loop: PlannedLoop, showsKept: Bool) -> [TextCell] {
        [
            TextCell(text: loop.name.rawValue),
            TextCell(text: loop.statusText),
            TextCell(text: loop.ageText(at: now)),
        ] + (plan.findings.isEmpty ? [] : [TextCell(text: loop.rule.map { String($0 + 1) } ?? "-")]) + [
            TextCell(text: loop.proposal.action(isStopOnly: isStopOnly), tone: loop.proposal.tone)
        ]
            + (showsKept
                ? [TextCell(text: loop.keptDuplicateText ?? ""), TextCell(text: loop.why)]
                : [TextCell(text: loop.why + (loop.keptDuplicateText.map { "; \($0) is kept" } ?? ""))])
    }

    private func addGroups(to page: inout TextPage) {
        let groups = PlanGroup.groups(of: plan.loops, naming: Self.namedLimit)
        for group in groups.prefix(Self.groupLimit) { add(group, to: &page) }
        let others = groups.dropFirst(Self.groupLimit)
        guard !others.isEmpty else { return }
        let loops = CountText.counted(others.reduce(0) { $0 + $1.count }, "loop")
        page.gap()
        page.line("and \(CountText.counted(others.count, "smaller group")) of \(loops)")
    }

    private func add(_ group: PlanGroup, to page: inout TextPage) {
        let kind = group.kind
        let status = kind.status == "-" ? "not described" : kind.status
        let showsKeptDuplicates = group.first.contains { $0.keptDuplicateText != nil }
        let rows = group.first.map { loop in
            [TextCell(text: loop.name.rawValue), TextCell(text: loop.ageText(at: now))]
                + (showsKeptDuplicates ? [TextCell(text: loop.keptDuplicateText.map { "\($0) is kept" } ?? "")] : [])
        }
        let columns =
            [
                TextColumn(title: "", fitting: .name, columns: 12...63),
                TextColumn(title: "", fitting: .number, columns: 3...6),
            ] + (showsKeptDuplicates ? [TextColumn(title: "", fitting: .sentence, columns: 24...100)] : [])
        let why = [kind.why, kind.rule.map { "rule \($0 + 1)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        let reason = why.isEmpty ? "" : " (\(why))"
        page.gap()
        page.paragraph(
            "\(CountText.grouped(group.count)) \(status): \(kind.proposal.action(isStopOnly: isStopOnly))\(reason)",
            kind.proposal.tone,
            hanging: 2
        )
        page.table(columns, rows, of: group.count, indent: 2)
    }
}

/// Loops of a plan that are in the same status and proposed for the same thing, for the same reason, found by the same rule.
struct PlanGroup {
    /// What the loops of a group have in common.
    struct Kind: Hashable {
        var status: String
        var proposal: LoopProposal
        var why: String
        /// Which rule of `select` found the loops; nil when they are named.
        var rule: Int?
    }

    let kind: Kind
    private(set) var count = 0
    /// The first loops in the order of the manifest, as many as are named.
    private(set) var first: [PlannedLoop] = []

    /// Sorts loops into groups, the largest first; of equal ones the one whose first loop comes first.
    static func groups(of loops: some Sequence<PlannedLoop>, naming limit: Int) -> [PlanGroup] {
        var groups: [PlanGroup] = []
        var places: [Kind: Int] = [:]
        for loop in loops {
            let kind = Kind(status: loop.statusText, proposal: loop.proposal, why: loop.why, rule: loop.rule)
            let place = places[kind] ?? groups.endIndex
            if place == groups.endIndex {
                groups.append(PlanGroup(kind: kind))
                places[kind] = place
            }
            groups[place].count += 1
            if groups[place].first.count < limit { groups[place].first.append(loop) }
        }
        // Sorting is stable: equal groups stay in the order in which they were met.
        return groups.sorted { $0.count > $1.count }
    }
}
