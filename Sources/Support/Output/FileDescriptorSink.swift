import Synchronization

/// An open file, pipe or terminal, behind a buffer of 64 KiB.
///
/// Interrupted, short and put-off writes are resumed; a reader that is gone ends the output without an error, for
/// which the process must ignore SIGPIPE. Any other trouble is thrown, then and at every later call.
package final class FileDescriptorSink: ByteSink {
    /// Who gives the descriptor back.
    package enum Ownership: Sendable {
        /// The sink does, at its end.
        case owned
        /// Someone else does.
        case borrowed
    }

    private let buffer: Mutex<OutputBuffer>
    private let ownership: Ownership

    /// Makes a sink for an open descriptor; `path` is what the user calls it.
    package convenience init(descriptor: Int32, path: String, ownership: Ownership) {
        self.init(descriptor: descriptor, path: path, ownership: ownership, calls: SystemCalls())
    }

    /// Makes a sink that reaches the system in another way.
    init(descriptor: Int32, path: String, ownership: Ownership, calls: any DescriptorCalls) {
        // What someone else opened, such as standard output, is theirs to cut or remove.
        buffer = Mutex(
            OutputBuffer(descriptor: descriptor, path: path, isGuarded: ownership == .owned, calls: calls)
        )
        self.ownership = ownership
    }

    deinit {
        guard ownership == .owned else { return }
        buffer.withLock { $0.close() }
    }

    /// Makes a sink for descriptor 1, which is left open.
    package static func standardOutput() -> FileDescriptorSink {
        FileDescriptorSink(descriptor: 1, path: "standard output", ownership: .borrowed)
    }

    package static func standardError() -> FileDescriptorSink {
        FileDescriptorSink(descriptor: 2, path: "standard error", ownership: .borrowed)
    }

    /// Whether a write met a pipe or a socket that no one reads.
    package var isReaderGone: Bool { buffer.withLock { $0.isReaderGone } }

    /// Takes bytes; fewer than 64 KiB may be held back.
    package func write(_ bytes: [UInt8]) throws(ReportWriteError) {
        try buffer.withLock { buffer throws(ReportWriteError) in try buffer.append(bytes) }
    }

    package func flush() throws(ReportWriteError) {
        try buffer.withLock { buffer throws(ReportWriteError) in try buffer.drain() }
    }

    /// Calls `fsync(2)` after a flush; what cannot be synchronized, such as a pipe, is left at that.
    ///
    /// A file that the sink owns must then still have a name, and hold what was written.
    package func synchronize() throws(ReportWriteError) {
        try buffer.withLock { buffer throws(ReportWriteError) in try buffer.synchronize() }
    }

    package func finish() throws(ReportWriteError) { try synchronize() }
}
