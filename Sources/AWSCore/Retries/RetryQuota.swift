import Synchronization

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
