package import HumanLoops

/// What is to happen to a loop, by the status it is found in, and what it must be for that.
package struct LoopSettings: Sendable, Hashable {
    /// Why the loop is removed, in the user's words; nil when the manifest does not say.
    package var reason: String?
    /// What happens to a loop that is `InProgress`; by default it is stopped.
    package var onInProgress: InProgressPolicy
    /// What happens to a loop that is `Completed`, now or after its stop; by default it is deleted.
    package var onCompleted: TerminalPolicy
    /// What happens to a loop that is `Failed`, now or after its stop; by default it is deleted.
    package var onFailed: TerminalPolicy
    /// What a missing loop counts as; by default it is fine.
    package var onMissing: MissingPolicy
    /// What the loop must be, or it is refused.
    package var expectation: LoopExpectation
    /// The statuses that the loop may have when it is first touched, or it is kept; empty for any.
    package var statuses: [HumanLoopStatus]
    /// The loop that is kept in the place of this one, which is its duplicate; nil when it is none.
    package var keptInstead: StayingLoop?

    /// Makes settings; each part that is not given has its default.
    package init(
        reason: String? = nil,
        onInProgress: InProgressPolicy = .stop,
        onCompleted: TerminalPolicy = .delete,
        onFailed: TerminalPolicy = .delete,
        onMissing: MissingPolicy = .ok,
        expectation: LoopExpectation = LoopExpectation(),
        statuses: [HumanLoopStatus] = [],
        keptInstead: StayingLoop? = nil
    ) {
        self.reason = reason
        self.onInProgress = onInProgress
        self.onCompleted = onCompleted
        self.onFailed = onFailed
        self.onMissing = onMissing
        self.expectation = expectation
        self.statuses = statuses
        self.keptInstead = keptInstead
    }
}
