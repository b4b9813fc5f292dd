import CleanupEngine
import CleanupJournal
import Support
import Synchronization

/// One process of a chain, which may be killed: from then on nothing that it does is seen by anybody.
final class SoakProcess: Sendable {
    /// What is known of it.
    private struct State {
        /// Whether it was killed.
        var isDead = false
        /// Whether it was killed because it would not end.
        var hasOverrun = false
        /// What raises a signal.
        var stopRequests: [StopRequest] = []
        /// The signal that was sent; nil for none.
        var signal: StopSignal?
    }

    /// The number of its step.
    let step: Int
    /// At which write it is killed; nil for none.
    private let kill: Kill?
    /// What is known of it.
    private let state = Mutex(State())

    /// Starts a process.
    init(step: Int, kill: Kill?) {
        self.step = step
        self.kill = kill
    }

    /// Whether it was killed.
    var isDead: Bool { state.withLock { $0.isDead } }

    /// Whether it was killed because it would not end.
    var hasOverrun: Bool { state.withLock { $0.hasOverrun } }

    /// Kills it: nothing it does counts from now on, and it is brought to its end.
    func die(isOverrun: Bool = false) {
        state.withLock { state in
            if !state.isDead { state.hasOverrun = isOverrun }
            state.isDead = true
        }
        raise(.terminate)
    }

    /// Sends it a signal.
    func raise(_ signal: StopSignal) {
        let requests = state.withLock { state in
            state.signal = state.signal ?? signal
            return state.stopRequests
        }
        for request in requests { request.raise(signal) }
    }

    /// Takes what raises a signal.
    func take(_ request: StopRequest) {
        let signal = state.withLock { state in
            state.stopRequests.append(request)
            return state.signal
        }
        if let signal { request.raise(signal) }
    }

    /// How many bytes of a hundred are taken of a write at which it is killed.
    ///
    /// - Returns: nil when it lives on.
    func shareTaken(ofWrite number: Int) -> Int? {
        guard case .atWrite(let last, let percent) = kill, number >= last else { return nil }
        die()
        return percent
    }
}

/// What a command shows, kept in memory.
final class MemorySink: ByteSink {
    /// The bytes.
    private let state = Mutex<[UInt8]>([])

    /// The bytes so far.
    var bytes: [UInt8] { state.withLock { $0 } }

    /// Somebody always reads.
    var isReaderGone: Bool { false }

    func write(_ bytes: [UInt8]) { state.withLock { $0 += bytes } }
    func flush() {}
    func synchronize() {}
    func finish() {}
}
