/// What was said in words of a loop that rests, where it is said of no other.
final class RestingNote: Sendable {
    /// Why something was proposed, or why the loop ended.
    let explanation: String
    /// What prevents it.
    let problem: LoopProblem?

    /// Makes a note of its parts.
    init(explanation: String, problem: LoopProblem?) {
        self.explanation = explanation
        self.problem = problem
    }
}
