package import HumanLoops

/// What the first look at some loops has come to so far: what the guards are checked against.
package struct SurveyCensus: Sendable, Hashable {
    package var looked = 0
    package var stops = 0
    /// How many loops earlier parts of the run were about to stop, whatever came of it; such a loop is not among `stops`.
    package var stopped = 0
    package var missing = 0
    /// How many of them an earlier part of the run had seen, and are not there any more.
    package var vanished = 0
    package var found = 0

    /// How many loops count as missing: those that vanished as well when nothing was found, because then it may be another
    /// account or region that is looked at.
    var suspectedMissing: Int { missing + (found == 0 ? vanished : 0) }

    static func + (left: SurveyCensus, right: SurveyCensus) -> SurveyCensus {
        var sum = left
        sum.looked += right.looked
        sum.stops += right.stops
        sum.stopped += right.stopped
        sum.missing += right.missing
        sum.vanished += right.vanished
        sum.found += right.found
        return sum
    }
}

/// The census of a run, as guards need it: of all its parts, of this part alone, and of the named loops of this part alone.
///
/// A resumed run is one run: what its earlier parts have come to counts as well, else a guard that refused them would let
/// the next part pass. And a part that finds nothing looks in the wrong place, whatever earlier parts or a rule's list found.
struct PartialCensus: Sendable, Hashable {
    let earlier: SurveyCensus
    private(set) var part = SurveyCensus()
    private(set) var named = SurveyCensus()

    var whole: SurveyCensus { earlier + part }

    mutating func add(_ look: SurveyCensus, isNamed: Bool) {
        part = part + look
        if isNamed { named = named + look }
    }
}

/// How many loops a run has: in all its parts, in this part, and how many of these the manifest names.
struct LoopCounts: Sendable, Hashable {
    let whole: Int
    let part: Int
    let named: Int
}

/// What earlier parts of a run that is resumed have come to.
package struct EarlierParts: Sendable {
    /// The looks at the loops that they are done with, and the stops that they were about to send: the guards hold for the
    /// whole run.
    package var census = SurveyCensus()
    /// The loops that they are done with, which rules are not to find again; empty when there are no rules.
    package var settled: Set<HumanLoopName> = []
    package var stopped: Set<HumanLoopName> = []
    /// The loops that are kept in the place of duplicates, by earlier parts or by other documents of the file: none of them
    /// is touched.
    package var kept: Set<HumanLoopName> = []
    /// The loops that earlier documents of the file have removed or begun to: none of them is kept in the place of a duplicate.
    package var removing: Set<HumanLoopName> = []
    /// The loops that other documents of the file name: one of them is kept in the place of duplicates only where no other
    /// duplicate can.
    package var namedElsewhere: Set<HumanLoopName> = []
    /// The identities of loops that earlier parts, or other documents, were told and that have no trace, by name: another loop of
    /// the name is refused.
    package var identities: [HumanLoopName: LoopTrace] = [:]
    /// What the plan that is followed tells of rules whose flow definitions were missing.
    package var findings: [SelectionFinding] = []

    package init() {}
}
