/// The retries of one call: it is told how each attempt went, and decides what comes next.
package struct RetrySession: Sendable {
    /// How often and after what delay.
    private let policy: RetryPolicy
    /// Which failures.
    private let scope: RetryScope
    /// What all calls draw on.
    private let quota: RetryQuota
    /// The tokens that the last retry took; nil before the first.
    private var lastCost: Int?
    /// How many attempts have been started, at least 1.
    package private(set) var attempt = 1

    /// Starts with the first attempt.
    package init(policy: RetryPolicy, scope: RetryScope, quota: RetryQuota) {
        self.policy = policy
        self.scope = scope
        self.quota = quota
    }

    /// Decides after a failed attempt.
    ///
    /// - Parameters:
    ///   - failure: why the attempt failed.
    ///   - fraction: the chance, 0 to 1, that shortens the delay.
    ///   - remaining: the time that is left to the call; nil for no limit.
    /// - Returns: whether to try again, and after what delay.
    package mutating func decide(
        after failure: AWSCallFailure,
        fraction: Double,
        remaining: Duration? = nil
    ) -> RetryDecision {
        let retryClass = RetryClass(failure)
        guard scope.covers(retryClass) else { return .reportToCaller }
        guard attempt < policy.maximumAttempts else { return .attemptsExhausted }
        var retryAfter: Duration?
        if case .fault(let fault) = failure { retryAfter = fault.retryAfter }
        let delay = policy.delay(
            beforeRetry: attempt - 1,
            after: retryClass,
            retryAfter: retryAfter,
            fraction: fraction
        )
        if let remaining, delay >= remaining { return .timeExhausted }
        let cost = RetryQuota.cost(of: retryClass)
        guard quota.take(cost) else { return .quotaExhausted }
        lastCost = cost
        attempt += 1
        return .retry(after: delay)
    }

    /// Starts another attempt at once, at no cost in tokens and even when all are used up: for what the service has
    /// refused because of the caller's keys or clock, and can be corrected.
    mutating func startCorrectedAttempt() {
        attempt += 1
    }

    /// Gives tokens back after the attempt that succeeded.
    package func succeeded() {
        quota.giveBack(lastCost ?? RetryQuota.restorationWithoutRetry)
    }
}

/// What to do after a failed attempt.
package enum RetryDecision: Hashable, Sendable {
    /// Try again after a delay.
    case retry(after: Duration)
    /// Tell the caller: another attempt would not help, or is the caller's to decide.
    case reportToCaller
    /// Tell the caller: all attempts are used up.
    case attemptsExhausted
    /// Tell the caller: the time of the call would be over before the next attempt.
    case timeExhausted
    /// Tell the caller: retries of all calls together were too many.
    case quotaExhausted
}
