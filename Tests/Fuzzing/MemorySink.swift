import CleanupJournal
import Support
import Synchronization

/// A sink that keeps what it is given.
final class MemorySink: ByteSink {
    /// What was given so far.
    private let kept = Mutex<[UInt8]>([])

    /// Starts with nothing.
    init() {}

    /// What was given so far.
    var bytes: [UInt8] { kept.withLock { $0 } }

    /// Somebody always reads.
    var isReaderGone: Bool { false }

    /// Keeps bytes.
    func write(_ bytes: [UInt8]) {
        kept.withLock { $0 += bytes }
    }

    /// Does nothing: nothing is held back.
    func flush() {}

    /// Does nothing: there is no disk.
    func synchronize() {}

    /// Does nothing: there is no file.
    func finish() {}
}
