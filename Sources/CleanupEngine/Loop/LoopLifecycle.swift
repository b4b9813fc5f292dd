package import CleanupManifest
package import HumanLoops

/// One loop's way from the manifest to its outcome: told what happened, it says what to do next.
///
/// It makes no call and reads no clock: moments come in as the time since the run's start, chance as a number. While an
/// action other than `wait`, `propose` or `end` is being carried out, the next event is that action's result.
package struct LoopLifecycle: Sendable {
    /// Where the loop is on its way.
    enum State: Sendable, Hashable {
        case new
        case describing
        case proposed
        case queued(HumanLoopOperation)
        case acting(HumanLoopOperation)
        case waiting(then: Resumption)
        case ended(LoopOutcome)
    }

    /// What is done after a wait.
    enum Resumption: Sendable, Hashable {
        case describe
        case act(HumanLoopOperation)
    }

    /// How old a description may be when a call that rests on it is made ready: well below what its permit allows, so that
    /// there is time left to write the evidence and the call.
    package static let freshness = Duration.seconds(10)
    /// How many looks in a row may be too old when the call that rests on them is to be sent.
    static let staleLookLimit = 8
    /// How many answers in a row must say that there is no loop of the name: one alone may be wrong.
    static let missingLookLimit = 2
    /// How long the service may throttle all calls of a kind before the loops that need one count as failed.
    package static let throttlePatience = Duration.seconds(600)
    /// How long a loop may be seen `InProgress` after its stop was accepted before the stop is sent again.
    static let stopPatience = Duration.seconds(10)
    /// How many calls in a row may fail to tell what a loop is before the loop counts as failed.
    package static let lookLimit = 5

    package let entry: LoopEntry
    package let rules: LoopRules
    /// What its first description must match; nil for anything.
    package internal(set) var precondition: LoopPrecondition?

    var state = State.new
    package internal(set) var proposal: LoopProposal?
    package internal(set) var explanation = ""
    package internal(set) var loop: HumanLoop?
    var initialStatus: HumanLoopStatus?
    /// When the last call for the loop was sent; nil when none was.
    var sentAt: Duration?
    /// When the call that brought the last description was sent; nil when none did.
    var describedAt: Duration?
    /// The time by the service's clock when the last description was made; nil when it is not known.
    var serviceTime: Timestamp?
    var hasConsent = false
    /// Whether a stop was sent that may have been carried out.
    var stopWasSent = false
    /// Whether a stop was accepted, or was sent and is seen to have been carried out.
    var wasStoppedByRun = false
    /// Whether a delete was sent that may have been carried out.
    var deleteWasSent = false
    /// When the wait for the loop began; nil when it was not waited for.
    var waitBegan: Duration?
    /// When its wait of the moment is over; nil while it does not wait.
    var wakesAt: Duration?
    /// The end of its wait for which a timer runs while lists are read for it; nil while none does.
    var limitTimer: Duration?
    /// How often it was looked at while it was waited for.
    var looks = 0
    var failedLooks = 0
    var failedActions: [HumanLoopOperation: Int] = [:]
    var lastActionError: HumanLoopServiceError?
    var throttles = 0
    /// Since when calls of the same kind, for whatever loops, have brought nothing but throttles; nil when the last call for
    /// the loop was none of them.
    var throttledSince: Duration?
    /// How many answers in a row said that there is no such loop.
    var missingLooks = 0
    /// How many looks in a row were too old when the call that was to rest on them could be sent.
    var staleLooks = 0
    /// Whether its turn to be stopped or deleted had come, and it had to be looked at once more: the turn comes next then.
    var isOverdue = false
    var stopAcceptedAt: Duration?
    var stopsAccepted = 0
    package internal(set) var problem: LoopProblem?
    package internal(set) var isAccessProblem = false
    package internal(set) var calls = CallCounts()
    var beganAt: Duration?
    var endedAt: Duration?

    package init(entry: LoopEntry, rules: LoopRules, precondition: LoopPrecondition? = nil) {
        self.entry = entry
        self.rules = rules
        self.precondition = precondition
        if let trace = precondition?.trace { resume(from: trace) }
    }

    package var outcome: LoopOutcome? { if case .ended(let outcome) = state { outcome } else { nil } }

    var wasSeen: Bool { loop != nil || precondition?.trace?.creationTime != nil }

    /// Whether the service knew no loop of the name when it was first looked at.
    package var isMissing: Bool { outcome != nil && !wasSeen && (problem?.isOf(.missing) ?? true) }

    /// Whether an earlier part of the run had seen the loop, this one never did, and no delete of the run can be the reason.
    package var isVanished: Bool { outcome == .alreadyGone && wasSeen && describedAt == nil }

    /// The kept duplicate; nil when it is no duplicate.
    package var keptInstead: KeptDuplicate? { precondition?.keptInstead ?? rules.settings.keptInstead }

    /// The loop that the name stands for, as a list, a plan, an earlier part or a look told first; nil until one did.
    package var identity: (creationTime: Timestamp, flowDefinitionARN: String?)? {
        if let precondition, let creationTime = precondition.creationTime {
            return (creationTime, precondition.flowDefinitionARN)
        }
        if let trace = precondition?.trace, let creationTime = trace.creationTime {
            return (creationTime, trace.flowDefinitionARN)
        }
        return loop.map { ($0.creationTime, $0.flowDefinitionARN) }
    }

    /// Takes in what happened and says what to do next.
    ///
    /// - Returns: what to do next; after `end` no further event may come.
    /// - Precondition: the event can happen in the loop's state.
    package mutating func handle(_ event: LoopEvent, at now: Duration, jitter: Double) -> LoopAction {
        switch (state, event) {
        case (.new, .begin):
            beganAt = now
            return describe()
        case (.describing, .described(let loop)):
            return look(at: loop, at: now, jitter: jitter)
        case (.describing, .missing):
            return lookAtNothing(at: now, jitter: jitter)
        case (.describing, .callFailed(.describe, let error)):
            return lookFailed(error, at: now, jitter: jitter)
        case (.proposed, .proceed):
            return proceed(at: now, jitter: jitter)
        case (.queued(let operation), .turnCame):
            return takeTurn(operation, at: now)
        case (.acting(.stop), .stopAccepted):
            return stopAccepted(at: now, jitter: jitter)
        case (.acting(.delete), .deleteAccepted):
            return end(.deleted, at: now)
        case (.proposed, .overruled(let decision)), (.queued, .overruled(let decision)):
            withdrawProposal()
            return end(.refused, by: decision, at: now)
        case (.proposed, .callFailed(.describe, let error)), (.queued, .callFailed(.describe, let error)):
            withdrawProposal()
            return fail(error, at: now)
        case (.acting(let operation), .notSent):
            return queue(operation)
        case (.acting, .callFailed(_, let error)) where error.kind == .heldBack:
            return lookAgain(at: now)
        case (.acting(let operation), .callFailed(let failed, let error)) where operation == failed:
            return actionFailed(operation, error, at: now, jitter: jitter)
        case (.waiting(then: .describe), .sighted(let row)):
            return sight(row, at: now, jitter: jitter)
        case (.waiting(then: .describe), .timeIsUp):
            return describe()
        case (.waiting(then: .act(let operation)), .timeIsUp):
            return queue(operation)
        case (.new, .runEnded(let reason)), (.describing, .runEnded(let reason)), (.proposed, .runEnded(let reason)),
            (.queued, .runEnded(let reason)), (.waiting, .runEnded(let reason)):
            return endWithRun(reason, at: now)
        default:
            preconditionFailure("event \(event) in state \(state) of \(entry.name)")
        }
    }
}
