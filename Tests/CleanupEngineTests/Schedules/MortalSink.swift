@testable import CleanupJournal
@testable import Support
import Synchronization

/// The lines that processes leave behind, kept in memory; what a process writes after its kill is dropped.
final class MortalSink: ByteSink {
    /// The process that writes.
    private let process: MortalProcess
    /// The lines.
    private let state: Mutex<[UInt8]>

    /// Makes the sink of a process, behind the lines of earlier ones.
    init(_ process: MortalProcess, after bytes: [UInt8]) {
        self.process = process
        state = Mutex(bytes)
    }

    /// The lines so far.
    var bytes: [UInt8] { state.withLock { $0 } }

    /// Somebody always reads.
    var isReaderGone: Bool { false }

    /// Keeps the bytes of a process that lives.
    func write(_ bytes: [UInt8]) {
        guard !process.isDead else { return }
        state.withLock { $0 += bytes }
    }

    /// Memory has nothing to hand over.
    func flush() {}

    /// Memory has nothing to put on a disk.
    func synchronize() {}

    /// Memory has nothing to finish.
    func finish() {}
}
