import CleanupEngine
import HumanLoops
import TestSupport

extension PlannedLoop {
    /// Makes a line of a plan; without a status the loop was not described.
    static func sample(
        _ name: String,
        _ status: HumanLoopStatus?,
        _ proposal: LoopProposal,
        _ explanation: String
    ) -> PlannedLoop {
        PlannedLoop(
            name: .sample(name),
            manifestLine: 7,
            proposal: proposal,
            explanation: explanation,
            loop: status.map { .sample($0, name: name) }
        )
    }
}
