import CleanupEngine
import Synchronization

/// Takes in what a run writes and keeps only counts.
final class CountingRecorder: RunRecorder {
    /// What was counted.
    struct Counts: Sendable {
        /// How often evidence was written.
        var intents = 0
        /// How many loops ended as deleted.
        var deleted = 0
        /// How many ended otherwise.
        var others = 0
    }

    /// What was counted, shared with the run.
    private let state = Mutex(Counts())

    /// What was counted so far.
    var counts: Counts { state.withLock { $0 } }

    func identify(_ loops: [LoopSighting]) throws(RunRecorderError) {}

    func commit() throws(RunRecorderError) {}

    func intend(_ intent: LoopIntent) throws(RunRecorderError) {
        state.withLock { $0.intents += 1 }
    }

    func record(_ result: LoopResult) throws(RunRecorderError) {
        state.withLock { counts in
            if result.outcome == .deleted { counts.deleted += 1 } else { counts.others += 1 }
        }
    }

    func synchronize() throws(RunRecorderError) {}
}
