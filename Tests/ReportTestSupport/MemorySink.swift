package import Support
import Synchronization

/// A sink that keeps what it is given, and what was asked of it, for a test to look at.
package final class MemorySink: ByteSink {
    /// Something that was asked of the sink.
    package enum Event: Equatable {
        /// Bytes were given.
        case write
        /// Bytes were to be handed to the system.
        case flush
        /// Bytes were to be put on the disk.
        case synchronize
        /// All was said to be written.
        case finish
    }

    /// What a sink has seen.
    private struct State {
        /// The bytes in order.
        var bytes: [UInt8] = []
        /// What was asked in order.
        var events: [Event] = []
        /// How many more writes succeed; nil for all.
        var writesLeft: Int?
    }

    /// What the sink has seen.
    private let state: Mutex<State>

    /// Makes a sink whose writes fail after so many; nil for never.
    package init(failingAfter writes: Int? = nil) {
        state = Mutex(State(writesLeft: writes))
    }

    /// The text that was given.
    package var text: String { String(decoding: state.withLock { $0.bytes }, as: UTF8.self) }

    /// The lines that were given.
    package var lines: [String] { text.utf8.split(separator: UInt8(ascii: "\n")).map { String(Substring($0)) } }

    /// Hands over what was asked since the last call.
    package func takeEvents() -> [Event] {
        state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }

    /// Somebody always reads.
    package let isReaderGone = false

    /// Keeps bytes, or fails as a full disk does.
    package func write(_ bytes: [UInt8]) throws(ReportWriteError) {
        let isWhole = state.withLock { state in
            state.events.append(.write)
            if let left = state.writesLeft {
                guard left > 0 else { return false }
                state.writesLeft = left - 1
            }
            state.bytes += bytes
            return true
        }
        if !isWhole { throw ReportWriteError(path: "memory", problem: .writing(SystemCallError(code: 28))) }
    }

    /// Notes the call.
    package func flush() {
        state.withLock { $0.events.append(.flush) }
    }

    /// Notes the call.
    package func synchronize() {
        state.withLock { $0.events.append(.synchronize) }
    }

    /// Notes the call.
    package func finish() {
        state.withLock { $0.events.append(.finish) }
    }
}
