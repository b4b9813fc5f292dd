import CleanupManifest
import HumanLoops

/// What many loops that were looked at and rest have in common: how they were found, and what was proposed or came of it.
struct RestingKind: Sendable, Hashable {
    /// Where the loops are on their way: consent is waited for, or they have ended.
    private let state: LoopLifecycle.State
    /// What was proposed.
    private let proposal: LoopProposal?
    /// Why that was proposed, or why the loops ended.
    private(set) var explanation: String
    /// The status of the description; nil when the loops were not found.
    let status: HumanLoopStatus?
    /// The ARN of the flow definition.
    let flowDefinitionARN: String?
    /// What stands in front of the names in the loops' own ARNs; nil when there were none.
    let arnPrefix: String?
    /// Why failed loops failed, in a word.
    let failureCode: String?
    /// Why failed loops failed, in a sentence.
    let failureReason: String?
    /// The status of the first description.
    private let initialStatus: HumanLoopStatus?
    /// What an earlier part of the run did: a stop that was sent, one that was accepted, a delete that was sent.
    private let stopWasSent, wasStoppedByRun, deleteWasSent: Bool
    /// What prevents it.
    private(set) var problem: LoopProblem?
    /// Whether that is access.
    private let isAccessProblem: Bool
    /// The calls that were spent.
    private let calls: CallCounts

    /// Finds out what a loop has in common with others.
    ///
    /// - Returns: nil when there is more to the loop than can be put together again.
    init?(_ loop: LoopLifecycle) {
        switch loop.state {
        case .proposed, .ended: break
        case .new, .describing, .queued, .acting, .waiting: return nil
        }
        guard !loop.hasConsent, loop.waitBegan == nil, loop.wakesAt == nil, loop.looks == 0, loop.failedLooks == 0,
            loop.failedActions.isEmpty, loop.lastActionError == nil, loop.throttles == 0,
            loop.throttledSince == nil, loop.staleLooks == 0, loop.stopAcceptedAt == nil
        else { return nil }
        guard (loop.loop == nil) == (loop.describedAt == nil), loop.loop.map({ $0.name == loop.entry.name }) ?? true
        else { return nil }
        if let arn = loop.loop?.arn {
            let name = loop.entry.name.rawValue
            guard arn.hasSuffix(name) else { return nil }
            arnPrefix = String(arn.dropLast(name.utf8.count))
        } else {
            arnPrefix = nil
        }
        state = loop.state
        proposal = loop.proposal
        explanation = loop.explanation
        status = loop.loop?.status
        flowDefinitionARN = loop.loop?.flowDefinitionARN
        failureCode = loop.loop?.failureCode
        failureReason = loop.loop?.failureReason
        initialStatus = loop.initialStatus
        stopWasSent = loop.stopWasSent
        wasStoppedByRun = loop.wasStoppedByRun
        deleteWasSent = loop.deleteWasSent
        problem = loop.problem
        isAccessProblem = loop.isAccessProblem
        calls = loop.calls
    }

    /// Takes out what was said of the loops in words, which may be of each its own.
    mutating func takeNote() -> RestingNote {
        defer { (explanation, problem) = ("", nil) }
        return RestingNote(explanation: explanation, problem: problem)
    }

    /// Gives a loop that has not begun what it has in common with others; its description it has for itself.
    func apply(to loop: inout LoopLifecycle) {
        loop.state = state
        loop.proposal = proposal
        loop.explanation = explanation
        loop.loop = nil
        loop.initialStatus = initialStatus
        loop.stopWasSent = stopWasSent
        loop.wasStoppedByRun = wasStoppedByRun
        loop.deleteWasSent = deleteWasSent
        loop.problem = problem
        loop.isAccessProblem = isAccessProblem
        loop.calls = calls
    }
}
