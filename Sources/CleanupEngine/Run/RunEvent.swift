package import HumanLoops

/// One thing that happens in a run: the journal stores it, reports render it, and a run is resumed by it.
package enum RunEvent: Sendable, Hashable {
    case start(RunStart)
    case resumption(RunResumption)
    /// A loop ended so in an earlier part of the run: only reports that do not hold it yet take it in.
    case carried(LoopResult)
    /// The rules were followed to their end for the first time, from this moment on, and the guards allow what they found: loops that
    /// are created later are left to a later run by all parts but this one.
    case listing(since: Timestamp)
    /// The rules have found these loops, and none was looked at yet; never said when there are no rules.
    case scope(RunScope)
    /// The names stand for these loops, as was told first: by a list, or by a description.
    case identities([LoopSighting])
    /// A loop is about to be stopped or deleted: the call is sent only when this is on the disk.
    case intent(LoopIntent)
    case result(LoopResult)
    /// The run has ended, or this part of it.
    case end(RunEnd)
}

/// Where a run writes down what happens; where that fails the run ends, and no call is sent that needs it.
package protocol RunRecorder: Sendable {
    /// Writes down what happens; the call that an intent is of is sent only after `commit` has returned as well.
    func record(_ event: RunEvent) throws(RunRecorderError)

    /// Puts all that was written on the disk, at once: all intents that wait for it are put there together.
    func commit() throws(RunRecorderError)

    /// Puts on the disk what was written, if that is due; called about once a second while a run goes on.
    func synchronize() throws(RunRecorderError)
}

/// Why a run could not write down what happens: one sentence that names the file and the cause, without a full stop.
package struct RunRecorderError: Error, Hashable, Sendable {
    package let message: String

    package init(_ message: String) { self.message = message }
}

/// The seam at which a run is resumed: the substance of a `run_resume` line.
package struct RunResumption: Sendable, Hashable {
    package var runID: String
    package var version: String
    /// Which part of the run begins here, from 2.
    package var segment: Int
    /// How many bytes of a torn last line were dropped.
    package var droppedBytes: Int
    package var caller = RunCaller()
    package var resumedAt: Timestamp

    package init(runID: String, version: String, segment: Int, droppedBytes: Int, resumedAt: Timestamp) {
        self.runID = runID
        self.version = version
        self.segment = segment
        self.droppedBytes = droppedBytes
        self.resumedAt = resumedAt
    }
}
