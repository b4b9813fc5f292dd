import CleanupEngine
import CleanupManifest
import HumanLoops
import Synchronization

/// Takes note of what one document's run comes to, for the documents after it, and lets everything be written down.
final class DocumentRecorder: RunRecorder {
    /// Where it is written down.
    private let recorder: any RunRecorder
    /// What has come of the loops so far.
    private let noted: Mutex<DocumentTraces>

    /// Makes a recorder in front of another one.
    ///
    /// - Parameters:
    ///   - recorder: where everything is written down.
    ///   - traces: what earlier parts of the run have left.
    init(_ recorder: any RunRecorder, after traces: DocumentTraces) {
        self.recorder = recorder
        noted = Mutex(traces)
    }

    /// What has come of the loops so far.
    var traces: DocumentTraces { noted.withLock { $0 } }

    func note(_ scope: RunScope) throws(RunRecorderError) {
        noted.withLock { $0.complete() }
        try recorder.note(scope)
    }

    func identify(_ loops: [LoopSighting]) throws(RunRecorderError) {
        noted.withLock { $0.identify(loops) }
        try recorder.identify(loops)
    }

    func intend(_ intent: LoopIntent) throws(RunRecorderError) { try recorder.intend(intent) }

    func commit() throws(RunRecorderError) { try recorder.commit() }

    func record(_ result: LoopResult) throws(RunRecorderError) {
        noted.withLock { $0.add(result.name, isSpared: result.outcome == .kept, stays: result.stays) }
        try recorder.record(result)
    }

    func synchronize() throws(RunRecorderError) { try recorder.synchronize() }
}
