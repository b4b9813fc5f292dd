/// The clock of a command: the system's own, or that of a test.
package struct RunClock: Clock {
    /// A moment, told by the time since the clock's beginning.
    package struct Instant: InstantProtocol {
        /// The time since the clock's beginning.
        package var offset: Duration

        /// The moment so much later.
        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        /// The time from this moment to another.
        package func duration(to other: Instant) -> Duration { other.offset - offset }

        /// Whether one moment is before the other.
        package static func < (earlier: Instant, later: Instant) -> Bool { earlier.offset < later.offset }
    }

    /// The clock of this process, which goes on while the machine is suspended.
    static let process = {
        let clock = ContinuousClock()
        let beginning = clock.now
        return RunClock(
            elapsed: { beginning.duration(to: clock.now) },
            sleep: { try await clock.sleep(until: beginning.advanced(by: $0), tolerance: $1) }
        )
    }()

    /// Tells the time since the clock's beginning.
    private let elapsed: @Sendable () -> Duration
    /// Sleeps until so long after the clock's beginning, with a tolerance.
    private let sleep: @Sendable (Duration, Duration?) async throws -> Void

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - elapsed: tells the time since the clock's beginning.
    ///   - sleep: sleeps until so long after that, with a tolerance; throws when its task is cancelled.
    package init(
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration, Duration?) async throws -> Void
    ) {
        self.elapsed = elapsed
        self.sleep = sleep
    }

    /// The moment it is.
    package var now: Instant { Instant(offset: elapsed()) }

    /// The steps of the clock are as small as its source allows.
    package var minimumResolution: Duration { .zero }

    /// Sleeps until a moment.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await sleep(deadline.offset, tolerance)
    }
}
