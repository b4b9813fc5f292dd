import HumanLoops

/// What the answers so far tell of the service: whether it answers at all, what time it has, and whether it throttles.
struct ServiceContact: Sendable {
    /// How many answers that are not the service's, before any that is, mean that the service is not there.
    static let strangeAnswerLimit = 3

    /// When the run started, by the machine's clock.
    private let startedAt: Timestamp
    /// How far the service's clock is ahead of the machine's; nil before any answer told.
    private var clockLead: Duration?
    /// Whether the service itself has answered.
    var hasAnswered = false
    /// How many answers were not the service's, before any that was.
    private var strangeAnswers = 0
    /// The first and the last of the throttles that an operation was answered with, since any other answer to it.
    private var throttles: [HumanLoopOperation: (since: Duration, last: Duration)] = [:]

    init(startedAt: Timestamp) { self.startedAt = startedAt }

    /// The time by the service's clock; by the machine's as long as the service has not told.
    func time(at now: Duration) -> Timestamp { startedAt + now + (clockLead ?? .zero) }

    /// Takes note of the service's time; it is told in whole seconds, so that it is never ahead of the truth.
    mutating func observe(_ serviceTime: Timestamp?, at now: Duration) {
        if let serviceTime { clockLead = serviceTime - (startedAt + now) }
    }

    /// Takes note of whether a call was throttled.
    ///
    /// A long time in which the operation was not called says nothing of the service.
    ///
    /// - Returns: since when calls of the operation, for whatever loops, have brought nothing but throttles; nil when this one
    ///   was not throttled.
    mutating func noteThrottle(of operation: HumanLoopOperation, _ wasThrottled: Bool, at now: Duration) -> Duration? {
        guard wasThrottled else {
            throttles[operation] = nil
            return nil
        }
        var row = throttles[operation] ?? (since: now, last: now)
        if now - row.last >= LoopLifecycle.throttlePatience / 2 { row.since = now }
        row.last = now
        throttles[operation] = row
        return row.since
    }

    /// Whether the last answer to an operation was a throttle.
    func isThrottling(_ operation: HumanLoopOperation) -> Bool { throttles[operation] != nil }

    /// Whether calls of an operation have brought nothing but throttles for ten seconds or more.
    func isThrottled(at now: Duration) -> Bool {
        throttles.values.contains { row in
            now - row.since >= .seconds(10) && now - row.last < LoopLifecycle.throttlePatience / 2
        }
    }

    /// Finds out whether what a call for a loop failed with means that the run cannot continue; nil when it can.
    mutating func trouble(after error: HumanLoopServiceError?) -> RunStopReason? {
        guard let error else {
            hasAnswered = true
            return nil
        }
        switch error.kind {
        case .credentials:
            return .credentials(error)
        case .unreachable:
            return hasAnswered ? nil : .unreachable(error)
        case .noAnswer, .unreadable:
            strangeAnswers += 1
            return hasAnswered || strangeAnswers < Self.strangeAnswerLimit ? nil : .unreachable(error)
        case .notFound, .invalid, .throttled, .accessDenied, .server, .rejected:
            hasAnswered = true
            return nil
        case .cancelled, .heldBack:
            return nil
        }
    }
}
