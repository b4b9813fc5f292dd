/// What the manifest's rules say of a loop as it was described, and why.
package struct LoopDecision: Sendable, Hashable {
    /// What is to happen.
    package var proposal: LoopProposal
    /// The rule that says so, one phrase for a person.
    package var explanation: String
    /// What prevents it; nil when nothing does.
    package var problem: LoopProblem?

    /// Makes a decision from its parts.
    package init(_ proposal: LoopProposal, _ explanation: String, problem: LoopProblem? = nil) {
        self.proposal = proposal
        self.explanation = explanation
        self.problem = problem
    }

    /// Decides against touching a loop that is not what the manifest says it is.
    static func refusal(_ code: ProblemCode, _ message: String) -> LoopDecision {
        LoopDecision(.end(.refused), message, problem: LoopProblem(code: code.rawValue, message: message))
    }
}
