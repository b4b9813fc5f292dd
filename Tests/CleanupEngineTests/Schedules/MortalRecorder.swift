import CleanupEngine
@testable import CleanupJournal
@testable import Support
import Synchronization
import TestSupport

/// Writes the records of a process that may be killed into its journal, and takes them down.
final class MortalRecorder: RunRecorder {
    /// The process.
    private let process: MortalProcess
    /// The journal.
    private let reports: RunReports
    /// Where records are taken down as well.
    private let chronicle: Chronicle
    /// The clock.
    private let time: VirtualTime
    /// How many more records the process lives for.
    private let recordsLeft: Mutex<Int>

    /// Makes the recorder of a process that is killed at a moment, or after a record.
    init(_ process: MortalProcess, _ reports: RunReports, _ kill: Kill?, _ chronicle: Chronicle, time: VirtualTime) {
        self.process = process
        self.reports = reports
        self.chronicle = chronicle
        self.time = time
        if case .afterRecord(let count) = kill { recordsLeft = Mutex(count) } else { recordsLeft = Mutex(.max) }
    }

    func record(_ event: RunEvent) throws(RunRecorderError) {
        guard !process.isDead else { return }
        try reports.record(event)
        let now = time.now.offset
        switch event {
        case .identities(let loops):
            if !loops.isEmpty { chronicle.note(.identified(loops.map(\.name), at: now)) }
        case .intent(let intent):
            chronicle.note(.intended(intent, at: now))
            countRecord()
        case .result(let result):
            chronicle.note(.recorded(result, at: now))
            countRecord()
        case .start, .resumption, .carried, .listing, .scope, .end: break
        }
    }

    func commit() throws(RunRecorderError) {}

    func synchronize() throws(RunRecorderError) {}

    /// Kills the process when it has written what it lives for.
    private func countRecord() {
        let isLast = recordsLeft.withLock { left in
            left -= 1
            return left == 0
        }
        if isLast { process.die() }
    }
}
