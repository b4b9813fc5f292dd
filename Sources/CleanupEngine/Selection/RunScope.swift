/// Which loops a run has to do with, as is known before any of them is looked at.
package struct RunScope: Sendable, Hashable {
    /// How many loops the manifest names.
    package let namedCount: Int
    /// Whether the manifest has rules.
    package let hasRules: Bool
    /// How many more loops its rules found.
    package internal(set) var foundCount = 0
    /// What the rules came to, in the order of the manifest; empty when they were not followed to the end.
    package internal(set) var findings: [SelectionFinding] = []
    /// The guards that do not hold for the number of loops.
    package internal(set) var breaches: [GuardBreach] = []

    /// Makes the scope of a manifest whose rules are yet to be followed.
    init(named namedCount: Int, hasRules: Bool) {
        self.namedCount = namedCount
        self.hasRules = hasRules
    }

    /// How many loops there are.
    package var loopCount: Int { namedCount + foundCount }
}
