/// What a run does when another one of the same manifest and target is going on.
enum LockPolicy: Hashable, Sendable {
    /// It ends at once.
    case fail
    /// It waits for so long, then ends.
    case wait(Duration)
    /// It does not look.
    case off

    /// How long to wait between two tries at the most.
    static let interval = Duration.milliseconds(250)

    /// The same, with an end to its wait.
    func limited(to limit: Duration) -> LockPolicy {
        guard case .wait(let wait) = self else { return self }
        return .wait(min(wait, limit))
    }

    /// Decides after a try that found the lock held.
    ///
    /// - Parameter elapsed: the time since the first try.
    /// - Returns: how long to let pass before the next try; nil to give up.
    func delay(after elapsed: Duration) -> Duration? {
        guard case .wait(let limit) = self, elapsed < limit else { return nil }
        return min(Self.interval, limit - elapsed)
    }
}
