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
