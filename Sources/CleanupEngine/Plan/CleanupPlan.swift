/// What a run would do with every loop of a manifest, and whether its guards let it.
package struct CleanupPlan: Sendable, Hashable {
    /// The manifest's `metadata.name`.
    package var name: String
    /// The loops in the order of the manifest.
    package var loops: PlannedLoops
    /// What the rules of `select` came to, in the order of the manifest; empty when there are none.
    package var findings: [SelectionFinding]
    /// The guards that do not hold; empty when the run may go ahead.
    package var breaches: [GuardBreach]
    /// What ended the look at the loops early; nil when every loop was looked at.
    package var halt: RunHalt?
    /// The calls that were spent on looking.
    package var calls: CallCounts

    /// Makes a plan from its parts.
    package init(
        name: String,
        loops: PlannedLoops,
        findings: [SelectionFinding] = [],
        breaches: [GuardBreach] = [],
        halt: RunHalt? = nil,
        calls: CallCounts = CallCounts()
    ) {
        self.name = name
        self.loops = loops
        self.findings = findings
        self.breaches = breaches
        self.halt = halt
        self.calls = calls
    }
}
