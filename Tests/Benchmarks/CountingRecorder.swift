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

    func record(_ event: RunEvent) throws(RunRecorderError) {
        state.withLock { counts in
            switch event {
            case .intent: counts.intents += 1
            case .result(let result) where result.outcome == .deleted: counts.deleted += 1
            case .result: counts.others += 1
            case .start, .resumption, .carried, .scope, .identities, .end: break
            }
        }
    }

    func commit() throws(RunRecorderError) {}

    func synchronize() throws(RunRecorderError) {}
}
