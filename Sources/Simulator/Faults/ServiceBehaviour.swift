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
