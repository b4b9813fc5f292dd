import CleanupEngine
import CleanupJournal
import Support

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
