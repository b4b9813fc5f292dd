/// How fast, and for how long, a run works.
package struct ExecutionSettings: Sendable, Hashable {
    /// How many calls may be in flight at once when the manifest does not say.
    package static let defaultConcurrency = 32
    /// How many calls a second each operation may be bounded to at the most.
    package static let maximumRate = 100_000

    /// How many calls may be in flight at once, at least 1.
    package var concurrency: Int
    /// How many calls a second each operation may make at the most, from 0.001 to `maximumRate`; nil for no bound of ours.
    package var callsPerSecond: Double?
    /// How often what failed is tried again.
    package var retry: RetrySettings
    /// How a loop that is stopping is waited for.
    package var stopWait: StopWait
    /// How long the whole run may take; nil for as long as it takes.
    package var deadline: Duration?
    /// Whether loops are stopped and left for a later run to delete; no manifest says so, only the command line.
    package var isStopOnly: Bool

    /// Makes settings; each part that is not given has its default.
    package init(
        concurrency: Int = defaultConcurrency,
        callsPerSecond: Double? = nil,
        retry: RetrySettings = RetrySettings(),
        stopWait: StopWait = StopWait(),
        deadline: Duration? = nil,
        isStopOnly: Bool = false
    ) {
        self.concurrency = concurrency
        self.callsPerSecond = callsPerSecond
        self.retry = retry
        self.stopWait = stopWait
        self.deadline = deadline
        self.isStopOnly = isStopOnly
    }
}

/// How often, and after what delay at the most, what failed is tried again for one loop.
package struct RetrySettings: Sendable, Hashable {
    /// How often the stop, or the delete, of one loop may fail before it counts as failed, at least 1; defaults to 8.
    package var maxAttempts: Int
    /// The longest delay before the next try; defaults to 20 seconds.
    package var maxBackoff: Duration

    /// Makes settings; each part that is not given has its default.
    package init(maxAttempts: Int = 8, maxBackoff: Duration = .seconds(20)) {
        self.maxAttempts = maxAttempts
        self.maxBackoff = maxBackoff
    }
}

/// How a loop that cannot be deleted yet is waited for.
package struct StopWait: Sendable, Hashable {
    /// How long one loop is waited for, by default 30 minutes; zero means that it is looked at once.
    package var timeout: Duration
    /// The shortest time between two looks at one loop, by default 2 seconds.
    package var pollInitial: Duration
    /// The longest time between two looks at one loop, by default 2 minutes.
    package var pollMax: Duration

    /// Makes a wait; each part that is not given has its default.
    package init(
        timeout: Duration = .seconds(1_800),
        pollInitial: Duration = .seconds(2),
        pollMax: Duration = .seconds(120)
    ) {
        self.timeout = timeout
        self.pollInitial = pollInitial
        self.pollMax = pollMax
    }
}
