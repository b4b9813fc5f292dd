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

    /// Starts with none.
    package init() {}

    /// Takes in what other looks have come to.
    static func + (left: SurveyCensus, right: SurveyCensus) -> SurveyCensus {
        var sum = left
        sum.looked += right.looked
        sum.stops += right.stops
        sum.stopped += right.stopped
        sum.missing += right.missing
        return sum
    }
}
