import CleanupEngine

extension LoopProposal {
    /// Every proposal in the order in which a plan counts them: what would be done, then what is done already.
    static let reportOrder: [LoopProposal] =
        [.stop, .delete, .wait, .awaitDeletion] + LoopOutcome.allCases.map { .end($0) }

    /// The stable word for a program; every `end` has its outcome beside it.
    var reportCode: String {
        switch self {
        case .stop: "stop"
        case .wait: "wait"
        case .delete: "delete"
        case .awaitDeletion: "await-deletion"
        case .end: "end"
        }
    }

    /// The outcome in which looking at the loop has ended it; nil when there is something to do.
    var outcome: LoopOutcome? {
        switch self {
        case .stop, .wait, .delete, .awaitDeletion: nil
        case .end(let outcome): outcome
        }
    }

    /// The proposal in words for a column.
    var phrase: String {
        switch self {
        case .stop: "stop"
        case .wait: "wait"
        case .delete: "delete"
        case .awaitDeletion: "await deletion"
        case .end(let outcome): outcome.phrase
        }
    }

    /// The proposal in words that follow a number: `5 to stop`.
    var countedPhrase: String {
        switch self {
        case .stop: "to stop"
        case .wait: "to wait for"
        case .delete: "to delete"
        case .awaitDeletion: "being deleted"
        case .end(let outcome): outcome.phrase
        }
    }

    /// How the proposal is coloured.
    var tone: TextTone {
        switch self {
        case .stop, .wait: .caution
        case .delete, .awaitDeletion: .plain
        case .end(let outcome): outcome.tone
        }
    }
}
