package import HumanLoops

/// How far a run has come at one moment, for whoever watches it.
package struct RunProgress: Sendable, Hashable {
    /// What a run is busy with.
    package enum Phase: String, Sendable, CaseIterable {
        /// The lists of the manifest's rules are read; `looked` counts the loops listed, and the total is not known.
        case listing
        /// Every loop is looked at once; nothing is changed.
        case surveying
        case sweeping
        /// Nothing new is started; calls in flight may end.
        case ending
    }

    /// How many loops the whole run has, those included that earlier parts are done with.
    package var total: Int
    package var looked = 0
    /// How many loops earlier parts of the run are done with; `outcomes` does not count them.
    package var earlier = 0
    /// How many loops are waited for because their workers hold them.
    package var waiting = 0
    /// How many loops wait before a call that failed is made again, and how many because the service throttled theirs.
    package var retrying = 0, throttledLoops = 0
    package var inFlight = 0
    package var outcomes = OutcomeCounts()
    package var calls = CallCounts()
    package var elapsed = Duration.zero
    package var phase = Phase.surveying
    /// The loops whose workers are waited for longest, the longest wait first: a few of them.
    package var longestWaits: [LoopWait] = []
    /// How long until loops that wait are looked at next; nil when none is to be.
    package var nextLook: Duration?
    /// How long the calls that are left are expected to take, waits for workers apart; nil when that is not known.
    package var remaining: Duration?
    /// The operations that are slowed because the service throttles them.
    package var slowed: [ThrottledOperation] = []
    /// What ends the run early; nil while nothing does.
    package var stopReason: RunStopReason?
    /// How long calls in flight may still take while the run ends; nil as long as it does not.
    package var grace: Duration?

    /// How many loops are done with: those that were not attempted are not.
    package var done: Int { earlier + outcomes.total - outcomes[.notAttempted] }
}

/// A loop whose worker is waited for, at one moment.
package struct LoopWait: Sendable, Hashable {
    package var name: HumanLoopName
    /// How long it has been waited for.
    package var waited: Duration
    /// How long it is waited for from now on at the most.
    package var left: Duration

    package init(name: HumanLoopName, waited: Duration, left: Duration) {
        self.name = name
        self.waited = waited
        self.left = left
    }
}

/// An operation that the service throttles.
package struct ThrottledOperation: Sendable, Hashable {
    package var operation: HumanLoopOperation
    /// The rate that the service was found to bear; nil as long as it is being found.
    package var callsPerSecond: Double?

    package init(operation: HumanLoopOperation, callsPerSecond: Double?) {
        self.operation = operation
        self.callsPerSecond = callsPerSecond
    }
}

/// Who is shown how a run is getting on.
package protocol RunObserver: Sendable {
    /// Whether to be told now how far the run is; asked after everything that happens, and each second when nothing does.
    func isDue(in phase: RunProgress.Phase, at elapsed: Duration) -> Bool

    /// Takes in how far the run is.
    func observe(_ progress: RunProgress)
}
