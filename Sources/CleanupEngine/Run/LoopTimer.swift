/// A moment at which something is to happen to a loop, ordered so that the earliest comes first.
struct LoopTimer: Comparable, Sendable {
    /// When, as the time since the run's start.
    let at: Duration
    /// Which loop, as an index into the run's loops.
    let loop: Int

    /// Whether one timer comes before the other; of two at one moment the loop named first.
    static func < (earlier: LoopTimer, later: LoopTimer) -> Bool {
        (earlier.at, earlier.loop) < (later.at, later.loop)
    }
}
