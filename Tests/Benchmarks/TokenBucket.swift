/// What is left of a rate limit at a moment: a call takes a token, and tokens come back with time.
struct TokenBucket: Sendable {
    /// The limit.
    private let limit: RateLimit
    /// The tokens there were at `filledAt`.
    private var tokens: Double
    /// When the tokens were last counted.
    private var filledAt = Duration.zero

    /// Makes a full bucket.
    init(_ limit: RateLimit) {
        self.limit = limit
        tokens = limit.burst
    }

    /// Takes a token for a call.
    ///
    /// - Returns: false when there is none: the call is throttled.
    mutating func take(at now: Duration) -> Bool {
        tokens = min(limit.burst, tokens + (now - filledAt) / .seconds(1) * limit.callsPerSecond)
        filledAt = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
