/// What the first look at the loops has come to so far: what the guards are checked against.
package struct SurveyCensus: Sendable, Hashable {
    /// How many loops have been looked at.
    package var looked = 0
    /// How many of them would be stopped.
    package var stops = 0
    /// How many of them are missing.
    package var missing = 0

    /// Starts with none.
    package init() {}
}
