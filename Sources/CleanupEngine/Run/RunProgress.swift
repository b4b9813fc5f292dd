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
    package var looked = 0
    /// How many of them are waited for because they cannot be deleted yet.
    package var waiting = 0
    package var inFlight = 0
    package var outcomes = OutcomeCounts()
    package var calls = CallCounts()
    package var elapsed = Duration.zero
    package var phase = Phase.surveying
}

/// Who is shown how a run is getting on.
package protocol RunObserver: Sendable {
    /// Takes in how far the run is; called after everything that happens, and about once a second when nothing does.
    func observe(_ progress: RunProgress)
}
