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
