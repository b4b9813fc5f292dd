package import CleanupEngine

extension LoopProposal {
    /// The stable word of a saved plan for what is done with a loop: a call or a wait, or the outcome of a loop that is left alone.
    package var actionCode: String {
        switch self {
        case .stop: "stop"
        case .wait: "wait"
        case .delete: "delete"
        case .awaitDeletion: "await-deletion"
        case .end(let outcome): outcome.rawValue
        }
    }

    /// Reads such a word; nil when it is none.
    package init?(actionCode: String) {
        let known: [LoopProposal] = [.stop, .wait, .delete, .awaitDeletion] + LoopOutcome.allCases.map { .end($0) }
        guard let proposal = known.first(where: { $0.actionCode == actionCode }) else { return nil }
        self = proposal
    }
}
