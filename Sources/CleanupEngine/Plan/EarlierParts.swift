package import HumanLoops

/// What earlier parts of a run that is gone on with have come to.
package struct EarlierParts: Sendable, Hashable {
    /// The looks at the loops that they are done with, and the stops that they were about to send: the guards hold for the
    /// whole run.
    package var census = SurveyCensus()
    /// The loops that they are done with, which rules are not to find again; empty when there are no rules.
    package var settled: Set<HumanLoopName> = []
    /// The other loops that they were about to stop.
    package var stopped: Set<HumanLoopName> = []

    /// Starts with no part.
    package init() {}
}
