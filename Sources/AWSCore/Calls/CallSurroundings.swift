/// What a call takes from the world besides the network: the time, waiting and chance.
package struct CallSurroundings: Sendable {
    /// The moment that requests are signed at, in seconds since 1970-01-01T00:00:00Z.
    package var secondsSinceEpoch: @Sendable () -> Int64
    /// The time since any fixed moment, by a clock that never jumps: what limits are measured with.
    package var uptime: @Sendable () -> Duration
    /// Waits between two attempts; it throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// Sixty-four random bits.
    package var randomBits: @Sendable () -> UInt64

    /// Makes surroundings from their parts.
    package init(
        secondsSinceEpoch: @escaping @Sendable () -> Int64,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        randomBits: @escaping @Sendable () -> UInt64
    ) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.uptime = uptime
        self.sleep = sleep
        self.randomBits = randomBits
    }

    /// A chance from 0 up to 1.
    func fraction() -> Double {
        Double(randomBits() >> 11) / Double(1 << 53 as UInt64)
    }
}
