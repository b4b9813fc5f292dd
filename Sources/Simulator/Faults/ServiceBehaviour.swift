import HumanLoops

/// How quick and how reliable the simulated service is: at once and wholly, by default.
package struct ServiceBehaviour: Sendable, Hashable {
    /// How long each answer takes at least; zero by default.
    package var latency = Duration.zero
    /// How much longer an answer takes at most, evenly distributed; zero by default.
    package var jitter = Duration.zero
    package var rates = ServiceRates()
    package var faults = FaultShares()
    /// How long the body of a `slowBody` fault lags behind its head; 30 s by default.
    package var slowBody = Duration.seconds(30)
    /// The same seed and the same calls bring the same answers; 1 by default.
    package var seed: UInt64 = 1
}

/// How many calls of each operation the service takes; no limit by default.
package struct ServiceRates: Sendable, Hashable {
    /// Calls in a second, each above 0; an operation that is absent has no limit.
    package var perSecond: [SimulatedOperation: Double] = [:]
    /// How many calls of one operation may come at once, at least 1; 5 by default.
    package var burst = 5
}

/// A limit on calls: so many in a second over time, and a burst of so many at once.
struct TokenBucket: Sendable {
    private let rate: Double
    private let capacity: Double
    private var tokens: Double
    /// Nil before the first call.
    private var counted: Timestamp?

    /// Makes a full bucket; `rate` is in calls a second, above 0.
    init(rate: Double, burst: Int) {
        self.rate = rate
        capacity = Double(max(1, burst))
        tokens = capacity
    }

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

/// Random numbers that a seed decides: the same seed, the same numbers on every machine (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// All 64 bits of each number are random.
    package mutating func next() -> UInt64 {
        // Constants of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
