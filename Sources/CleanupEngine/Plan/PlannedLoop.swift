package import CleanupManifest
package import HumanLoops

/// One line of a plan: a loop, what it was found to be, and what would happen to it, and why.
package struct PlannedLoop: Sendable, Hashable {
    /// The loop's name.
    package var name: HumanLoopName
    /// The line that names it, or that the rule which found it begins on, from 1.
    package var manifestLine: Int
    /// The file that line is in; nil when it is the manifest.
    package var manifestFile: String?
    /// Which rule of `select` found it, as an index into `CleanupPlan.findings`; nil when it is named.
    package var rule: Int?
    /// The loop that stays in its place, as it was last seen; nil when it is no duplicate that a rule found.
    package var stays: StayingLoop?
    /// Why it is to be removed, in the manifest's words; nil when the manifest does not say.
    package var reason: String?
    /// What would happen to it.
    package var proposal: LoopProposal
    /// The rule that leads to the proposal, one phrase for a person such as `Completed and onCompleted is keep`.
    package var explanation: String
    /// The loop as described; nil when it is missing or could not be described.
    package var loop: HumanLoop?
    /// What prevents it; nil when nothing does.
    package var problem: LoopProblem?

    /// Makes a line of a plan from its parts.
    package init(
        name: HumanLoopName,
        manifestLine: Int,
        manifestFile: String? = nil,
        rule: Int? = nil,
        reason: String? = nil,
        proposal: LoopProposal,
        explanation: String,
        loop: HumanLoop? = nil,
        problem: LoopProblem? = nil
    ) {
        self.name = name
        self.manifestLine = manifestLine
        self.manifestFile = manifestFile
        self.rule = rule
        self.reason = reason
        self.proposal = proposal
        self.explanation = explanation
        self.loop = loop
        self.problem = problem
    }
}
