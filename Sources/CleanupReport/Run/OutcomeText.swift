import CleanupEngine
import CleanupJournal
import Support

extension LoopOutcome {
    /// Whether a loop that ends so is in the end state its manifest wants.
    var isWanted: Bool {
        switch self {
        case .deleted, .alreadyGone, .kept: true
        case .deferred, .refused, .failed, .notAttempted: false
        }
    }

    /// The outcome in words that follow a number: `40 already gone`.
    var phrase: String {
        switch self {
        case .deleted: "deleted"
        case .alreadyGone: "already gone"
        case .kept: "kept"
        case .deferred: "deferred"
        case .refused: "refused"
        case .failed: "failed"
        case .notAttempted: "not attempted"
        }
    }

    /// What the outcome means, in a phrase for someone who sees it for the first time.
    var meaning: String {
        switch self {
        case .deleted: "deleted by this run"
        case .alreadyGone: "missing, or gone without this run"
        case .kept: "kept by the manifest's policy"
        case .deferred: "cannot be deleted yet; a later run can"
        case .refused: "a guard or an expectation does not hold"
        case .failed: "the service refused, or the tries ran out"
        case .notAttempted: "the run ended before their turn"
        }
    }

    var tone: TextTone {
        switch self {
        case .deleted: .good
        case .alreadyGone, .kept: .plain
        case .deferred, .notAttempted: .caution
        case .refused, .failed: .bad
        }
    }
}
