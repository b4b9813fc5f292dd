import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops
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
    var phrase: String { rawValue.replacing("-", with: " ") }

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

    /// What is done to the loop, in words for a column.
    func action(isStopOnly: Bool) -> String {
        switch self {
        case .stop: isStopOnly ? "stop" : "stop, wait, delete"
        case .wait: "wait, delete"
        case .delete: "delete"
        case .awaitDeletion: "await deletion"
        case .end(.kept): "keep"
        case .end(.refused): "refuse"
        case .end(let outcome): outcome.phrase
        }
    }

    var tone: TextTone {
        switch self {
        case .stop, .wait, .delete: .caution
        case .awaitDeletion: .plain
        case .end(let outcome): outcome.tone
        }
    }
}

extension PlannedLoop {
    /// The loop's status as a column shows it: `-` when it was not described.
    var statusText: String { loop?.status.description ?? "-" }

    /// Why the loop is proposed for what it is: the rule, or else the problem.
    var why: String { explanation.isEmpty ? problem?.text() ?? "" : explanation }

    /// Which loop is kept instead, with its status; nil when nothing would be done with it, or it is no duplicate.
    var keptDuplicateText: String? {
        guard proposal.outcome == nil, let keptInstead else { return nil }
        return "\(keptInstead.name) (\(keptInstead.status))"
    }

    /// How old the loop is, as a column shows it: `-` when it was not described.
    func ageText(at now: Timestamp) -> String {
        // The service tells its time in whole seconds, rounded down.
        loop.map { DurationText.age(now - $0.creationTime + .seconds(1)) } ?? "-"
    }
}

extension LoopProblem {
    /// The code, and so many characters of the message, if there is one.
    func text(upTo limit: Int = .max) -> String {
        let message = String(String.UnicodeScalarView(message.unicodeScalars.prefix(limit)))
        return message.isEmpty ? code : "\(code): \(message)"
    }
}

extension SelectionFinding {
    /// The rule and what it came to, in a line; `number` counts rules from 1.
    func line(number: Int) -> String { "rule \(number) (line \(manifestLine)): \(sentence)" }

    /// The counts in a sentence: `12 of 340 loops of invoice-review selected, 2 of them named as well, 1 by an earlier rule`.
    var sentence: String {
        let listed = CountText.counted(listed, "loop")
        let flow = AmazonResourceName(flowDefinitionARN)?.flowDefinitionName ?? flowDefinitionARN
        guard missing == nil else {
            let policy = missing == .fail ? ", and onMissing is fail" : ""
            return "the flow definition \(flow) does not exist\(policy): A2I removes the loops of a flow definition "
                + "with it; or it is in another account or region than this"
        }
        var text = "\(CountText.grouped(matched)) of \(listed) of \(flow) selected"
        if excluded > 0 { text += ", \(CountText.grouped(excluded)) excluded by name" }
        if named > alreadyOfRun { text += ", \(CountText.grouped(named - alreadyOfRun)) of them named as well" }
        if alreadyOfRun > 0 { text += ", \(CountText.grouped(alreadyOfRun)) of them already of this run" }
        if earlier > 0 { text += ", \(CountText.grouped(earlier)) by an earlier rule" }
        if later > 0 {
            let verb = later == 1 ? "is" : "are"
            text +=
                "; \(CountText.grouped(later)) created after the run began, or up to 10 minutes before, "
                + "\(verb) left to a new one"
        }
        return text
    }
}
