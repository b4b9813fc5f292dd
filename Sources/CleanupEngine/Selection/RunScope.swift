package import HumanLoops

/// Which loops a run has to do with, as is known before any of them is looked at.
package struct RunScope: Sendable, Hashable {
    /// How many loops the manifest names.
    package let namedCount: Int
    /// How many more loops its rules found.
    package let foundCount: Int
    /// What the rules came to, in the order of the manifest; empty when there are none or they were not followed.
    package let findings: [SelectionFinding]
    /// When that was known.
    package let at: Timestamp

    /// Makes a scope from its parts.
    package init(namedCount: Int, foundCount: Int = 0, findings: [SelectionFinding] = [], at: Timestamp) {
        self.namedCount = namedCount
        self.foundCount = foundCount
        self.findings = findings
        self.at = at
    }

    /// How many loops there are.
    package var loopCount: Int { namedCount + foundCount }
}
