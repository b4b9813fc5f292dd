import Synchronization

/// The retries of one call: it is told how each attempt went, and decides what comes next.
package struct RetrySession: Sendable {
    let policy: RetryPolicy
    let scope: RetryScope
    let quota: RetryQuota
    /// The tokens that the last retry took; nil before the first.
    private(set) var lastCost: Int?
    /// How many attempts have been started, at least 1.
    package private(set) var attempt = 1

    /// Decides after a failed attempt; `fraction`, 0 to 1, shortens the delay, and `remaining` is nil for no limit.
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
        guard quota.take(retryClass.cost) else { return .quotaExhausted }
        lastCost = retryClass.cost
        attempt += 1
        return .retry(after: delay)
    }

    /// Starts another attempt at once, at no cost in tokens and even when all are used up: for what the service has
    /// refused because of the caller's keys or clock, and can be corrected.
    mutating func startCorrectedAttempt() { attempt += 1 }

    package func succeeded() { quota.giveBack(lastCost ?? RetryQuota.restorationWithoutRetry) }
}

package enum RetryDecision: Hashable, Sendable {
    case retry(after: Duration)
    /// Another attempt would not help, or is the caller's to decide.
    case reportToCaller
    case attemptsExhausted
    /// The call's time would be over before the next attempt.
    case timeExhausted
    /// Retries of all calls together were too many.
    case quotaExhausted
}

/// The tokens that retries of all calls draw on, so that an outage is not answered with a storm of retries.
package final class RetryQuota: Sendable {
    /// What a call without a retry gives back, in tokens.
    static let restorationWithoutRetry = 1

    private let capacity: Int
    private let tokens: Mutex<Int>

    package init(capacity: Int = 500) {
        self.capacity = capacity
        tokens = Mutex(capacity)
    }

    package var available: Int { tokens.withLock { $0 } }

    /// Takes tokens, or none when there are too few.
    func take(_ count: Int) -> Bool {
        tokens.withLock { tokens in
            guard tokens >= count else { return false }
            tokens -= count
            return true
        }
    }

    /// Gives tokens back; what goes beyond the capacity is lost.
    func giveBack(_ count: Int) { tokens.withLock { $0 = min($0 + count, capacity) } }
}
