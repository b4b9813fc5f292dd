import ReportTestSupport
@testable import Support
import Synchronization

/// A system that answers writes as a test says, and keeps what it took.
final class ScriptedCalls: DescriptorCalls {
    /// How the system takes one write.
    enum Answer {
        /// It takes at most so many bytes.
        case take(Int)
        /// It fails with this `errno`.
        case fail(Int32)
    }

    /// What the system does and has seen.
    private struct State {
        /// The answers still to come; after them every write is taken whole.
        var answers: [Answer]
        /// What `fsync` fails with; nil when it does not.
        var syncFailure: Int32?
        /// The bytes taken.
        var bytes: [UInt8] = []
        /// How often room was waited for.
        var waits = 0
        /// What the descriptor is open on; nil when that is no file.
        var file: SystemCalls.FileStatus?
        /// How often the disk was asked.
        var syncs = 0
        /// The descriptors that were given back.
        var closed: [Int32] = []
    }

    /// What the system does and has seen.
    private let state: Mutex<State>

    /// Makes a system with the answers to its first writes.
    init(_ answers: [Answer] = [], syncFailure: Int32? = nil, isFile: Bool = false) {
        let identity = SystemCalls.FileIdentity(device: 1, number: 2)
        let file = SystemCalls.FileStatus(
            isRegular: true,
            isLink: false,
            size: 0,
            permissions: 0o600,
            links: 1,
            identity: identity
        )
        state = Mutex(State(answers: answers, syncFailure: syncFailure, file: isFile ? file : nil))
    }

    /// Does something to the file behind the sink's back.
    func change(_ change: (inout SystemCalls.FileStatus) -> Void) {
        state.withLock { state in
            if var file = state.file {
                change(&file)
                state.file = file
            }
        }
    }

    /// The bytes taken.
    var bytes: [UInt8] { state.withLock { $0.bytes } }
    /// How often room was waited for.
    var waits: Int { state.withLock { $0.waits } }
    /// How often the disk was asked.
    var syncs: Int { state.withLock { $0.syncs } }
    /// The descriptors that were given back.
    var closed: [Int32] { state.withLock { $0.closed } }

    /// Gives the next answer.
    func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(SystemCallError) -> Int {
        try state.withLock { state throws(SystemCallError) in
            switch state.answers.isEmpty ? .take(.max) : state.answers.removeFirst() {
            case .take(let count):
                state.bytes += bytes.prefix(count)
                state.file?.size += Int64(min(count, bytes.count))
                return min(count, bytes.count)
            case .fail(let code):
                throw SystemCallError(code: code)
            }
        }
    }

    /// Counts the wait.
    func awaitRoom(in descriptor: Int32) {
        state.withLock { $0.waits += 1 }
    }

    /// Counts the synchronization, or fails it.
    func synchronize(_ descriptor: Int32) throws(SystemCallError) {
        try state.withLock { state throws(SystemCallError) in
            state.syncs += 1
            if let code = state.syncFailure { throw SystemCallError(code: code) }
        }
    }

    /// Tells of the file.
    func status(of descriptor: Int32) throws(SystemCallError) -> SystemCalls.FileStatus {
        guard let file = state.withLock({ $0.file }) else { throw SystemCallError(code: 9) }
        return file
    }

    /// Notes the descriptor.
    func close(_ descriptor: Int32) {
        state.withLock { $0.closed.append(descriptor) }
    }
}
