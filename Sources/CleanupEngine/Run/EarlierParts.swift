package import HumanLoops

/// What earlier parts of a run that is resumed, or other documents of its file, have come to.
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
    /// When an earlier part began to follow the rules; nil when none did.
    package var listedSince: Timestamp?
    /// What the plan that is followed tells of rules whose flow definitions were missing.
    package var findings: [SelectionFinding] = []

    package init() {}
}
