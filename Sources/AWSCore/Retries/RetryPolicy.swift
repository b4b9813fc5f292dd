import Synchronization

/// How often, and after what delay, a failed attempt is tried again (AWS SDKs, standard retry mode 2.1).
package struct RetryPolicy: Hashable, Sendable {
    /// How much longer than our own delay a service may make us wait with `x-amz-retry-after`.
    static let maximumExtension: Duration = .seconds(5)

    /// How many attempts a call has, the first included, at least 1; defaults to 3.
    package var maximumAttempts: Int
    /// The first delay after trouble that passes, before chance shortens it; defaults to 50 ms.
    package var baseDelay: Duration
    /// The first delay after a throttle, before chance shortens it; defaults to 1 s.
    package var throttlingBaseDelay: Duration
    /// The longest delay; defaults to 20 s.
    package var maximumDelay: Duration

    /// Makes a policy; what is not given has its default.
    ///
    /// - Precondition: `maximumAttempts` is at least 1.
    package init(
        maximumAttempts: Int = 3,
        baseDelay: Duration = .milliseconds(50),
        throttlingBaseDelay: Duration = .seconds(1),
        maximumDelay: Duration = .seconds(20)
    ) {
        precondition(maximumAttempts >= 1, "a call has at least one attempt")
        self.maximumAttempts = maximumAttempts
        self.baseDelay = baseDelay
        self.throttlingBaseDelay = throttlingBaseDelay
        self.maximumDelay = maximumDelay
    }

    /// Computes the delay before a retry.
    ///
    /// - Parameters:
    ///   - retry: which retry of the call it is; the first is 0.
    ///   - retryClass: why the attempt before failed.
    ///   - retryAfter: the delay that the service asked for; it counts within 5 s above our own.
    ///   - fraction: the chance, 0 to 1, that spreads the delays of many clients.
    /// - Returns: a delay of zero or more.
    package func delay(
        beforeRetry retry: Int,
        after retryClass: RetryClass,
        retryAfter: Duration?,
        fraction: Double
    ) -> Duration {
        let base = retryClass == .throttling ? throttlingBaseDelay : baseDelay
        // Thirty doublings of any base are beyond the longest delay; more would leave the range of numbers.
        let own = min(base * (1 << min(max(retry, 0), 30)), maximumDelay) * min(max(fraction, 0), 1)
        guard let retryAfter else { return own }
        return min(max(retryAfter, own), own + Self.maximumExtension)
    }
}

/// How calls are tried again, in the words of the AWS SDKs.
///
/// A run paces each operation by what the service bears in either mode, which is all that `adaptive` adds to `standard`:
/// the mode is read so that the setting is honoured, and it is told to the service.
package enum RetryMode: String, Hashable, Sendable {
    /// A bounded number of attempts, and a quota that all calls share.
    case standard
    /// The same, and the rate of calls follows the service's throttles.
    case adaptive
}

/// The tokens that retries of all calls draw on, so that an outage is not answered with a storm of retries.
package final class RetryQuota: Sendable {
    /// What a retry costs, in tokens (AWS SDKs, standard retry mode 2.1).
    static func cost(of retryClass: RetryClass) -> Int {
        switch retryClass {
        case .throttling: 5
        case .transient, .neverSent, .permanent: 14
        }
    }

    /// What a call without a retry gives back, in tokens.
    static let restorationWithoutRetry = 1

    /// How many tokens there are at most.
    private let capacity: Int
    /// How many tokens there are now.
    private let tokens: Mutex<Int>

    /// Starts full; the capacity defaults to 500 tokens.
    package init(capacity: Int = 500) {
        self.capacity = capacity
        tokens = Mutex(capacity)
    }

    /// How many tokens there are now.
    package var available: Int { tokens.withLock { $0 } }

    /// Takes tokens, or none when there are too few.
    ///
    /// - Returns: whether the tokens were taken.
    func take(_ count: Int) -> Bool {
        tokens.withLock { tokens in
            guard tokens >= count else { return false }
            tokens -= count
            return true
        }
    }

    /// Gives tokens back; what goes beyond the capacity is lost.
    func giveBack(_ count: Int) {
        tokens.withLock { $0 = min($0 + count, capacity) }
    }
}
