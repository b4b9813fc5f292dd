import HumanLoops

/// Decides when lines that were written are put on the disk: at most once in an interval of the wall clock.
struct SyncCadence: Sendable {
    /// The shortest time from one synchronization to the next.
    let interval: Duration
    /// When the last one was, or when counting began; nil before the first line.
    private var last: Timestamp?
    /// Whether something has been written since.
    private var isBehind = false

    /// Starts with nothing written; the interval defaults to one second.
    init(interval: Duration = .seconds(1)) {
        self.interval = interval
    }

    /// Takes note of a line that was written.
    ///
    /// - Returns: whether to synchronize now.
    mutating func wrote(at now: Timestamp) -> Bool {
        isBehind = true
        return isDue(at: now)
    }

    /// Takes note of a line that was written and waits for the next synchronization.
    mutating func fallBehind() {
        isBehind = true
    }

    /// Takes note that all lines were synchronized.
    mutating func catchUp(at now: Timestamp) {
        last = now
        isBehind = false
    }

    /// Decides, when there is time to, whether to synchronize now; a clock that was set back counts as time passed.
    mutating func isDue(at now: Timestamp) -> Bool {
        guard isBehind else { return false }
        if let last, now >= last, now - last < interval { return false }
        last = now
        isBehind = false
        return true
    }
}
