import HumanLoops

/// How long to let pass before something is tried again: growing delays with jitter, as a Smithy waiter takes them.
///
/// Before the n-th look (n from 1) the delay is drawn evenly between `minimum` and `min(maximum, minimum × 2^(n−1))`
/// (Smithy 2.0, "Waiters", section "Waiter retries").
package struct WaitPolicy: Sendable, Hashable {
    /// The shortest delay, above zero.
    package let minimum: Duration
    /// The longest delay, `minimum` or more.
    package let maximum: Duration

    package init(minimum: Duration, maximum: Duration) {
        self.minimum = minimum
        self.maximum = max(minimum, maximum)
    }

    /// The delay before the n-th look, from `minimum` to `maximum`.
    package func delay(beforeLook number: Int, jitter: Double) -> Duration {
        // The exponent is bounded, so that the product can neither overflow nor lose its meaning.
        let ceiling = min(maximum, minimum * (1 << min(max(number - 1, 0), 20)))
        return minimum + (ceiling - minimum) * jitter
    }
}

/// How often in a row the same call has failed, and how long to let pass before it is made again.
struct RetryCount: Sendable, Hashable {
    private(set) var failures = 0
    private var throttles = 0
    private var throttledSince: Duration?

    /// Counts a failed call, and says how long to let pass before it is made again; nil when it is not.
    mutating func delay(
        after error: HumanLoopServiceError,
        _ rules: LoopRules,
        at now: Duration,
        jitter: Double
    ) -> Duration? {
        switch error.retryVerdict {
        case .throttled:
            let since = throttledSince ?? now
            throttledSince = since
            guard now - since < LoopLifecycle.throttlePatience else { return nil }
            throttles += 1
            return rules.waitAfterThrottle.delay(beforeLook: throttles, jitter: jitter)
        case .passing:
            failures += 1
            guard failures < LoopLifecycle.lookLimit else { return nil }
            return rules.waitAfterFailure.delay(beforeLook: failures, jitter: jitter)
        case .lasting:
            return nil
        }
    }
}
