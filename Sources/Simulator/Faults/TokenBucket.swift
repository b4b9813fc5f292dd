import HumanLoops

/// A limit on calls: so many in a second over time, and a burst of so many at once.
struct TokenBucket: Sendable {
    /// Calls allowed in a second.
    private let rate: Double
    /// The most calls allowed at one moment.
    private let capacity: Double
    /// The calls allowed now.
    private var tokens: Double
    /// When the tokens were last counted; nil before the first call.
    private var counted: Timestamp?

    /// Makes a full bucket.
    ///
    /// - Parameters:
    ///   - rate: calls in a second, above 0.
    ///   - burst: calls at once, at least 1.
    init(rate: Double, burst: Int) {
        self.rate = rate
        capacity = Double(max(1, burst))
        tokens = capacity
    }

    /// Lets a call through, or not.
    mutating func admit(at moment: Timestamp) -> Bool {
        if let counted, counted < moment {
            let elapsed = Double((moment - counted).wholeMilliseconds) / 1_000
            tokens = min(capacity, tokens + elapsed * rate)
        }
        counted = max(moment, counted ?? moment)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
