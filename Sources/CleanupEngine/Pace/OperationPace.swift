/// How fast one operation may be called: never faster than the operator allows, and no faster than the service bears.
package struct OperationPace: Sendable, Hashable {
    /// The operator's bound, in calls a second; nil for none.
    private let ceiling: Double?
    private var service = ServiceRate()
    /// When the last call was started, as the time since the run's start; nil before the first.
    private var lastStart: Duration?
    /// When the next call may start, as the time since the run's start.
    private var nextStart = Duration.zero

    package init(ceiling: Double? = nil) { self.ceiling = ceiling }

    /// The rate in force, in calls a second; nil when nothing limits it.
    package var rate: Double? { ceiling.map { min($0, service.limit ?? $0) } ?? service.limit }

    /// The rate that was set, or found from throttles; nil as long as there is none.
    package var knownRate: Double? { ceiling == nil && !service.wasThrottled ? nil : rate }

    /// Whether the service throttles, and bears less than the operator allows.
    package var isThrottled: Bool {
        guard service.wasThrottled, let limit = service.limit else { return false }
        return ceiling.map { limit < $0 } ?? true
    }

    /// The rate that was found from throttles; nil before, and while it is being found.
    package var foundRate: Double? { service.isFound ? service.limit : nil }

    /// When the next call may start; at once when that is not after now.
    package var opensAt: Duration { rate == nil ? .zero : nextStart }

    /// Takes note of calls that were started, and spaces the next one out.
    package mutating func started(_ count: Int = 1, at now: Duration) {
        lastStart = now
        guard let rate else { return }
        nextStart = max(nextStart, now) + .seconds(Double(count) / rate)
    }

    /// Takes note of how a call came back; requests that were repeated on the way count for the pace as well.
    mutating func answered(_ calls: CallCounts, sentAt: Duration, at now: Duration) {
        if calls.retried > 0 { started(calls.retried, at: now) }
        answered(wasThrottled: calls.throttled > 0, sentAt: sentAt, at: now)
    }

    /// Takes note of an answer of the service.
    package mutating func answered(wasThrottled: Bool, sentAt: Duration, at now: Duration) {
        let opening = service.answered(
            wasThrottled: wasThrottled,
            sentAt: sentAt / .seconds(1),
            at: now / .seconds(1)
        )
        guard let opening else { return }
        // The operator's bound counts from the last call, whatever was found of the service.
        let earliest = ceiling.flatMap { ceiling in lastStart.map { $0 + .seconds(1 / ceiling) } } ?? .zero
        nextStart = max(.seconds(opening), earliest)
    }
}
