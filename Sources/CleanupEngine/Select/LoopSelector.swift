package import CleanupManifest
package import HumanLoops

/// Decides which listed loops belong to a rule of `select`: told the rows as they come, it says what they come to.
///
/// Every part of a rule is decided by itself, so that their order does not matter. Duplicates are told among all loops of
/// the flow definition: a loop that is kept as the oldest of its group is kept by a rule about younger ones too.
package struct LoopSelector {
    /// A loop that has something in common with others.
    private struct Candidate {
        let loop: HumanLoopSummary
        /// Whether everything else that the rule asks for holds: names are searched while pages come in, so that what is
        /// done at the end takes no time.
        let fits: Bool
        /// Whether it would fit, but for being created too late.
        let isLate: Bool
    }

    /// How long a list may go on telling of a loop after it is gone: AWS does not say.
    static let listLag = Duration.seconds(600)

    package let rule: SelectionRule
    /// What it counts as that the service does not know the flow definition; nil when it does.
    package internal(set) var missing: MissingPolicy?
    /// The loop must have been created at this moment or earlier; nil for any time.
    private var createdUntil: Timestamp?
    /// The loop must have been created after this moment; nil for any time.
    private var createdSince: Timestamp?
    /// The loop must have been created at this moment or earlier; nil for any time.
    ///
    /// What names stood for is not kept for those that were listed and do not belong to the run: in a resumed run a loop that was
    /// created later may be another one than an earlier part was told of.
    private let lastOfRun: Timestamp?
    private let matching: NameExpression?
    private let exclusion: NameExclusion
    /// How many loops would belong to the rule but for their names, which it excludes.
    package private(set) var excludedCount = 0
    /// The loops that fit but were created too late, when the rule is not about duplicates.
    private var late: [HumanLoopName] = []
    /// The loops that an earlier part of the run has begun to remove: none of them is the kept one.
    private let removing: Set<HumanLoopName>
    /// The loops that other documents name: one of them is kept only where no other can be.
    private let namedElsewhere: Set<HumanLoopName>
    /// How duplicates are told; nil when the rule is not about them.
    private let duplicates: NameExpression?
    /// When the loops were created that were listed, by their names: pages may overlap, and a loop is no duplicate of itself.
    private var told: [HumanLoopName: Timestamp] = [:]
    /// The loops that fit, when the rule is not about duplicates.
    private var fitting: [HumanLoopSummary] = []
    /// The loops that names were told to stand for before the list was read.
    private var pinned: [HumanLoopName: HumanLoopSummary] = [:]
    private let named: Set<HumanLoopName>
    package private(set) var namedRows: [HumanLoopSummary] = []
    /// The loops by the capture that duplicates share, when the rule is about them.
    private var groups: [String: [Candidate]] = [:]

    /// Makes the selector of a rule; `SelectionFault` is thrown when an expression of the rule is none.
    package init(
        _ rule: SelectionRule,
        now: Timestamp,
        removing: Set<HumanLoopName> = [],
        namedElsewhere: Set<HumanLoopName> = [],
        named: Set<HumanLoopName> = [],
        listedSince: Timestamp? = nil
    ) throws(SelectionFault) {
        self.rule = rule
        lastOfRun = listedSince.map { $0 - Self.listLag }
        self.named = named.union(namedElsewhere)
        self.removing = removing
        self.namedElsewhere = namedElsewhere
        do throws(NameExpressionError) {
            matching = try rule.matching.map(NameExpression.init)
            exclusion = try NameExclusion(of: rule)
            duplicates = try (rule.duplicates?.pattern).map(NameExpression.init)
        } catch {
            throw SelectionFault(.pattern, line: rule.line, message: "\(error)")
        }
        countAges(from: now)
    }

    /// Whether ages matter, for which the service's time must be known.
    var dependsOnAge: Bool { rule.olderThan != nil || rule.newerThan != nil }

    /// Counts ages from a moment; no row was taken in yet.
    mutating func countAges(from now: Timestamp) {
        createdUntil = rule.olderThan.map { now - $0 }
        createdSince = rule.newerThan.map { now - $0 }
    }

    /// How many loops are certain to belong to the rule: duplicates are told apart only when all rows have come.
    var certainCount: Int { fitting.count }

    package var listedCount: Int { told.count }

    /// When the loop was created that the lists told of first by a name; nil when they told of none.
    func creationTime(of name: HumanLoopName) -> Timestamp? { pinned[name]?.creationTime ?? told[name] }

    /// What the service is asked for: no less than the rule needs.
    ///
    /// Whether the service's bounds are part of the range is not documented, so a second more is asked for on each side.
    /// Duplicates are told among all loops, so then no bounds are asked for.
    package var query: HumanLoopQuery {
        var query = HumanLoopQuery(
            flowDefinitionARN: rule.flowDefinitionARN,
            sortOrder: .ascending,
            pageSize: HumanLoopQuery.pageSizes.upperBound
        )
        guard duplicates == nil else { return query }
        query.createdAfter = [rule.createdAfter, createdSince].compactMap(\.self).max().map { $0 - .seconds(1) }
        query.createdBefore = [rule.createdBefore, createdUntil].compactMap(\.self).min().map { $0 + .seconds(1) }
        return query
    }

    /// Takes in a row of a list, each name once; `SelectionFault` is thrown when the search in a name was given up.
    package mutating func take(_ loop: HumanLoopSummary) throws(SelectionFault) {
        do throws(NameExpressionError) {
            try sort(loop)
        } catch {
            throw SelectionFault(.pattern, line: rule.line, message: "\(error)")
        }
    }

    /// Pins names to the loops of an answer that was asked for something else: another loop of the name is not the rule's.
    mutating func pin(_ loops: [HumanLoopSummary]) {
        for loop in loops where isOfFlowDefinition(loop) && pinned[loop.name] == nil {
            pinned[loop.name] = loop
            if named.contains(loop.name) { namedRows.append(loop) }
        }
    }

    private func isOfFlowDefinition(_ loop: HumanLoopSummary) -> Bool {
        loop.flowDefinitionARN ?? rule.flowDefinitionARN == rule.flowDefinitionARN
    }

    /// Puts a row where it belongs, if anywhere.
    private mutating func sort(_ row: HumanLoopSummary) throws(NameExpressionError) {
        guard isOfFlowDefinition(row) else { return }
        // What the name was told to stand for is gone: its description will tell, and the loop is refused.
        let loop = pinned[row.name].map { $0.creationTime == row.creationTime ? row : $0 } ?? row
        guard told[loop.name] == nil else { return }
        told[loop.name] = loop.creationTime
        if named.contains(loop.name) { namedRows.append(loop) }
        if let duplicates {
            // A loop that is being deleted, or may be, is no one's duplicate: it could be the kept one.
            // And what captures nothing has nothing in common with the others that capture nothing.
            guard loop.status.isKnownToBeThere,
                let key = try duplicates.firstCapture(in: loop.name), !key.isEmpty
            else { return }
            let (fits, isLate) = (try fits(loop), isLate(loop))
            groups[key, default: []].append(Candidate(loop: loop, fits: fits && !isLate, isLate: fits && isLate))
        } else if try fits(loop) {
            if !isLate(loop) {
                fitting.append(loop)
            } else if !isOthers(loop), !named.contains(loop.name) {
                late.append(loop.name)
            }
        }
    }

    private func isLate(_ loop: HumanLoopSummary) -> Bool { lastOfRun.map { loop.creationTime > $0 } ?? false }

    /// The loops that would belong to the rule but for being created too late: they are left to a later run.
    var lateNames: [HumanLoopName] {
        guard lastOfRun != nil, let keep = rule.duplicates?.keep else { return late }
        return groups.values.flatMap { group -> [HumanLoopName] in
            let late = group.filter { $0.isLate && !isOthers($0.loop) && !named.contains($0.loop.name) }.map(
                \.loop.name
            )
            guard !late.isEmpty, let keptInstead = keptDuplicate(of: group, keep) else { return [] }
            return late.filter { $0 != keptInstead.name }
        }
    }

    /// The loops that belong to the rule, the oldest first; of equal age by name.
    package func selection() -> [SelectedLoop] {
        let selected =
            rule.duplicates.map { duplicates in groups.values.flatMap { removed(of: $0, duplicates.keep) } }
            ?? fitting.map { SelectedLoop(loop: $0, keptInstead: nil) }
        return selected.sorted { Self.comesFirst($0.loop, $1.loop) }
    }

    /// The loops of a group that belong to the rule: one is kept, and of the others those that fit are removed.
    private func removed(of group: [Candidate], _ keep: DuplicateRule.Keep) -> [SelectedLoop] {
        guard let keptInstead = keptDuplicate(of: group, keep) else { return [] }
        return group.filter { $0.fits && $0.loop.name != keptInstead.name && !isOthers($0.loop) }
            .map { SelectedLoop(loop: $0.loop, keptInstead: keptInstead) }
    }

    /// The loops that the rule keeps although nothing is removed in their place: none of their duplicates fits, and they do.
    ///
    /// Should one be removed all the same, because it is named or another rule finds it, one of its duplicates is kept.
    func keptWithoutNeed() -> [SelectedLoop] {
        guard let keep = rule.duplicates?.keep else { return [] }
        return groups.values.compactMap { group in
            let fitting = group.filter(\.fits).map(\.loop)
            guard fitting.count == 1, let only = fitting.first, keptDuplicate(of: group, keep)?.name == only.name else {
                return nil
            }
            return keptDuplicate(of: group.filter { $0.loop.name != only.name }, keep).map {
                SelectedLoop(loop: only, keptInstead: $0)
            }
        }
    }

    /// The loops that are kept in the place of others which are removed by other parts of the run, or by other documents.
    package func keptForOthers() -> [KeptDuplicate] {
        guard let keep = rule.duplicates?.keep, !removing.isEmpty || !namedElsewhere.isEmpty else { return [] }
        return groups.values.filter { $0.contains { isOthers($0.loop) } }
            .compactMap { keptDuplicate(of: $0, keep) }.sorted { $0.name < $1.name }
    }

    /// The duplicates that other documents name, each with the loop that is kept in its place.
    package func leftToOthers() -> [SelectedLoop] {
        guard let keep = rule.duplicates?.keep, !namedElsewhere.isEmpty else { return [] }
        return groups.values.flatMap { group -> [SelectedLoop] in
            let others = group.map(\.loop).filter { namedElsewhere.contains($0.name) }
            guard !others.isEmpty, let keptInstead = keptDuplicate(of: group, keep) else { return [] }
            return others.filter { $0.name != keptInstead.name }
                .map { SelectedLoop(loop: $0, keptInstead: keptInstead) }
        }
    }

    private func isOthers(_ loop: HumanLoopSummary) -> Bool {
        removing.contains(loop.name) || namedElsewhere.contains(loop.name)
    }

    /// Chooses the loop of a group that is not removed, if possible among those that nothing else removes.
    private func keptDuplicate(of group: [Candidate], _ keep: DuplicateRule.Keep) -> KeptDuplicate? {
        let rows = group.map(\.loop).filter { !removing.contains($0.name) }
        let best = group.count > 1 ? Self.keptDuplicate(of: rows, keep) : nil
        let free = Self.keptDuplicate(of: rows.filter { !namedElsewhere.contains($0.name) }, keep)
        let keptDuplicate =
            free.flatMap { free in
                // Where only those can bring an answer that other documents name, one of them is kept.
                let wanted = min(best?.status.prospectOfAnswer ?? 0, HumanLoopStatus.inProgress.prospectOfAnswer)
                return free.status.prospectOfAnswer >= wanted ? free : nil
            } ?? best
        return keptDuplicate.map { KeptDuplicate(name: $0.name, status: $0.status, creationTime: $0.creationTime) }
    }

    private mutating func fits(_ loop: HumanLoopSummary) throws(NameExpressionError) -> Bool {
        let created = loop.creationTime
        let isOfTime =
            (rule.statuses.isEmpty || rule.statuses.contains(loop.status))
            && (rule.createdAfter.map { created >= $0 } ?? true)
            && (rule.createdBefore.map { created < $0 } ?? true)
            && (createdUntil.map { created <= $0 } ?? true)
            && (createdSince.map { created > $0 } ?? true)
        guard isOfTime, try matching?.isFound(in: loop.name) ?? true else { return false }
        guard try exclusion.holds(loop.name) else { return true }
        excludedCount += 1
        return false
    }

    /// Chooses the loop of a group that is not removed, if there is any: one that can bring an answer where one can.
    private static func keptDuplicate(of group: [HumanLoopSummary], _ keep: DuplicateRule.Keep) -> HumanLoopSummary? {
        let wanted = HumanLoopStatus.inProgress.prospectOfAnswer
        let best = min(wanted, group.lazy.map(\.status.prospectOfAnswer).max() ?? 0)
        let group = group.filter { $0.status.prospectOfAnswer >= best }
        switch keep {
        case .oldest: return group.min(by: comesFirst)
        case .newest: return group.min { ($1.creationTime, $0.name.rawValue) < ($0.creationTime, $1.name.rawValue) }
        case .completed:
            return group.filter { $0.status == .completed }.min(by: comesFirst) ?? group.min(by: comesFirst)
        }
    }

    private static func comesFirst(_ one: HumanLoopSummary, _ other: HumanLoopSummary) -> Bool {
        (one.creationTime, one.name.rawValue) < (other.creationTime, other.name.rawValue)
    }
}

/// A listed loop that a rule selects.
package struct SelectedLoop: Sendable, Hashable {
    package let loop: HumanLoopSummary
    /// nil when the rule is not about duplicates.
    package let keptInstead: KeptDuplicate?
}

extension HumanLoopStatus {
    var isKnownToBeThere: Bool {
        switch self {
        case .inProgress, .stopping, .stopped, .completed, .failed: true
        case .deleting, .other: false
        }
    }

    /// How much a loop of this status has of an answer: all, what workers may yet give, what one who holds the task may yet
    /// give, or nothing for good.
    var prospectOfAnswer: Int {
        switch self {
        case .completed: 3
        case .inProgress: 2
        case .stopping: 1
        case .stopped, .failed, .deleting, .other: 0
        }
    }
}
