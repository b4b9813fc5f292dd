import CleanupEngine
package import HumanLoops

/// What earlier parts of a run add to the totals of the part that goes on: the last result of each loop counts once.
package struct CarriedResults: Sendable {
    /// How many loops the earlier parts left in each outcome, those left out that have a new result.
    private var outcomes = OutcomeCounts()
    /// The loops that are not settled and have no new result yet, by their last outcome.
    private var pending: [HumanLoopName: LoopOutcome] = [:]
    /// How many loops the earlier parts refused for good.
    private var refused = 0
    /// The calls of the earlier parts, as far as they are known.
    private let calls: CallCounts
    /// When the first part began; nil when there is none.
    private let startedAt: Timestamp?

    /// Makes what no earlier part adds.
    package init() {
        calls = CallCounts()
        startedAt = nil
    }

    /// Takes over what a journal holds.
    package init(_ history: JournalHistory) {
        calls = history.calls
        startedAt = history.start?.startedAt
        outcomes = history.outcomes
        for (name, standing) in history.standings {
            if !standing.isSettled {
                pending[name] = standing.outcome
            } else if standing.outcome == .refused {
                refused += 1
            }
        }
    }

    /// The loops whose last result is still that of an earlier part, and not final.
    package var leftovers: Set<HumanLoopName> { Set(pending.keys) }

    /// Takes note that a loop has a new result.
    mutating func supersede(_ name: HumanLoopName) {
        guard let outcome = pending.removeValue(forKey: name) else { return }
        outcomes[outcome] -= 1
    }

    /// Puts the earlier parts and the one that has ended together.
    func total(_ end: RunEnd) -> RunEnd {
        var total = end
        var left = OutcomeCounts()
        left[.refused] = refused
        for outcome in pending.values { left[outcome] += 1 }
        for outcome in LoopOutcome.allCases { total.outcomes[outcome] += outcomes[outcome] }
        total.loopCount += outcomes.total
        total.calls += calls
        total.startedAt = startedAt ?? end.startedAt
        total.exitCode = end.exitCode.gravest(ExitCode(outcomes: left))
        return total
    }
}
