import CleanupEngine
import CleanupManifest
import CleanupReport
import HumanLoops

/// What one document of a file had to do with its loops: what later documents must know of them.
struct DocumentTraces: Hashable, Sendable {
    /// The account and region of the loops, as far as they are known.
    let place: CleanupTarget
    /// The loops that are kept in the place of duplicates.
    private(set) var kept: Set<HumanLoopName> = []
    /// The loops that it removes, or has touched or refused.
    private(set) var removing: Set<HumanLoopName> = []
    /// Which loops the names stand for that lists told of, besides those that it found.
    private(set) var identities: [HumanLoopName: LoopSighting] = [:]
    /// The loops that its policy keeps.
    private(set) var spared: Set<HumanLoopName> = []

    /// Whether all its rules were listed, so that what they keep is known.
    private(set) var isWhole: Bool

    /// Starts with no loop.
    ///
    /// - Parameters:
    ///   - place: the account and region of the loops, as far as they are known.
    ///   - hasRules: whether the document has rules, of which none was listed yet.
    init(at place: CleanupTarget, hasRules: Bool = false) {
        self.place = place
        isWhole = !hasRules
    }

    /// Takes note that every rule was listed.
    mutating func complete() {
        isWhole = true
    }

    /// Takes in a loop that it has to do with.
    ///
    /// - Parameters:
    ///   - name: the loop.
    ///   - isSpared: whether its policy keeps it.
    ///   - stays: the kept duplicate of the loop; nil when it is no duplicate.
    mutating func add(_ name: HumanLoopName, isSpared: Bool, stays: StayingLoop?) {
        if isSpared { spared.insert(name) } else { removing.insert(name) }
        if let stays { kept.insert(stays.name) }
    }

    /// Takes in which loops names stand for, and what is kept in their place.
    mutating func identify(_ loops: [LoopSighting]) {
        keep(loops.lazy.compactMap(\.stays?.name))
        for loop in loops where loop.rule == nil && identities[loop.name] == nil {
            identities[loop.name] = loop
        }
    }

    /// Takes in loops that are kept in the place of duplicates.
    mutating func keep(_ names: some Sequence<HumanLoopName>) {
        kept.formUnion(names)
    }
}

extension DocumentTraces {
    /// Takes in what a plan comes to.
    mutating func add(_ plan: CleanupPlan) {
        if !plan.findings.isEmpty { complete() }
        for loop in plan.loops { add(loop.name, isSpared: loop.proposal == .end(.kept), stays: loop.stays) }
    }

    /// Takes in what rules found.
    mutating func add(_ found: FoundLoops) {
        for loop in found.loops { add(loop.entry.name, isSpared: false, stays: loop.reviewed.stays) }
        keep(found.kept.lazy.map(\.name))
        complete()
    }

    /// Takes in what the earlier parts of a run have left, as its journal tells.
    mutating func add(_ history: JournalHistory) {
        keep(history.standings.kept)
        for (name, standing) in history.standings {
            // A loop that is only told of is one that is kept in the place of others.
            guard standing.outcome != nil || standing.wasTouched || standing.rule != nil else { continue }
            add(name, isSpared: standing.outcome == .kept, stays: standing.stays)
        }
    }
}
