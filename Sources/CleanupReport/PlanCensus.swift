import CleanupEngine

/// How many loops of a plan are proposed for what.
struct PlanCensus: Hashable {
    /// Every loop of the plan.
    let total: Int
    /// The loops by proposal; proposals of no loop are absent.
    private let counts: [LoopProposal: Int]

    /// Counts the loops of a plan.
    init(_ loops: some Collection<PlannedLoop>) {
        total = loops.count
        counts = loops.reduce(into: [:]) { $0[$1.proposal, default: 0] += 1 }
    }

    /// How many loops are proposed for one thing, 0 or more.
    subscript(proposal: LoopProposal) -> Int { counts[proposal] ?? 0 }

    /// The counts in a sentence: `12 loops: 5 to stop, 4 to delete, 1 to wait for, 1 kept, 1 refused`.
    var sentence: String {
        let parts = LoopProposal.reportOrder.filter { self[$0] > 0 }.map { proposal in
            "\(CountText.grouped(self[proposal])) \(proposal.countedPhrase)"
        }
        let whole = CountText.counted(total, "loop")
        return parts.isEmpty ? whole : "\(whole): \(parts.joined(separator: ", "))"
    }
}
