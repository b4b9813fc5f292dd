/// What the first look at the loops has come to so far: what the guards are checked against.
///
/// A run that is gone on with is one run: what its earlier parts have come to counts as well, else a guard that refused
/// them would let the next part pass.
package struct SurveyCensus: Sendable, Hashable {
    /// How many loops have been looked at.
    package var looked = 0
    /// How many of them would be stopped.
    package var stops = 0
    /// How many loops earlier parts of the run were about to stop, whatever came of it; such a loop is not among `stops`.
    package var stopped = 0
    /// How many of those looked at are missing.
    package var missing = 0
    /// How many of them an earlier part of the run had seen, and are not there any more.
    package var vanished = 0
    /// How many of them were found.
    package var found = 0

    /// Starts with none.
    package init() {}

    /// How many loops count as missing: those that vanished as well when nothing was found, because then it may be another
    /// account or region that is looked at.
    var suspectedMissing: Int { missing + (found == 0 ? vanished : 0) }

    /// Takes in what other looks have come to.
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
