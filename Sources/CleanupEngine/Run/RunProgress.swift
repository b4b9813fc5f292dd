/// How far a run has come at one moment, for whoever watches it.
package struct RunProgress: Sendable, Hashable {
    /// What a run is busy with.
    package enum Phase: String, Sendable {
        /// The lists of the manifest's rules are read; `looked` counts the loops listed, and the total is not known.
        case listing
        /// Every loop is looked at once; nothing is changed.
        case surveying
        case sweeping
        /// Nothing new is started; calls in flight may end.
        case ending
    }

    package var total: Int
    package var looked: Int
    /// How many of them are waited for because they cannot be deleted yet.
    package var waiting: Int
    package var inFlight: Int
    package var outcomes: OutcomeCounts
    package var calls: CallCounts
    package var elapsed: Duration
    package var phase: Phase

    /// Makes a snapshot from its parts; counts that are not given are zero.
    package init(
        total: Int,
        looked: Int = 0,
        waiting: Int = 0,
        inFlight: Int = 0,
        outcomes: OutcomeCounts = OutcomeCounts(),
        calls: CallCounts = CallCounts(),
        elapsed: Duration = .zero,
        phase: Phase = .surveying
    ) {
        self.total = total
        self.looked = looked
        self.waiting = waiting
        self.inFlight = inFlight
        self.outcomes = outcomes
        self.calls = calls
        self.elapsed = elapsed
        self.phase = phase
    }
}

/// Who is shown how a run is getting on.
package protocol RunObserver: Sendable {
    /// Takes in how far the run is; called after everything that happens, and about once a second when nothing does.
    func observe(_ progress: RunProgress)
}
