import HumanLoops

/// How quick and how reliable the simulated service is: at once and wholly, by default.
package struct ServiceBehaviour: Sendable, Hashable {
    /// How long each answer takes at least; zero by default.
    package var latency = Duration.zero
    /// How much longer an answer takes at most, evenly spread; zero by default.
    package var jitter = Duration.zero
    /// How many calls it takes.
    package var rates = ServiceRates()
    /// How many of its calls go wrong.
    package var faults = FaultShares()
    /// How long the body of a `slowBody` fault lags behind its head; 30 s by default.
    package var slowBody = Duration.seconds(30)
    /// What all randomness comes from: the same seed and the same calls bring the same answers; 1 by default.
    package var seed: UInt64 = 1

    /// A service without delay, limit or fault.
    package init() {}
}

/// How many calls of each operation the service takes; no limit by default.
package struct ServiceRates: Sendable, Hashable {
    /// The default of `burst`.
    package static let defaultBurst = 5

    /// Calls in a second, each above 0; an operation that is absent has no limit.
    package var perSecond: [SimulatedOperation: Double]
    /// How many calls of one operation may come at once, at least 1; 5 by default.
    package var burst: Int

    /// Makes rates from their parts.
    package init(perSecond: [SimulatedOperation: Double] = [:], burst: Int = Self.defaultBurst) {
        self.perSecond = perSecond
        self.burst = burst
    }
}

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

/// Random numbers that a seed decides: the same seed, the same numbers on every machine (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    /// The state that the next number is made of.
    private var state: UInt64

    /// Starts the sequence of a seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// Makes the next number, all 64 bits of it random.
    package mutating func next() -> UInt64 {
        // Constants of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
