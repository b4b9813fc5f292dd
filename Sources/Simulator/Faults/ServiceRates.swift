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
