import CleanupEngine
import Synchronization
import TestSupport

/// A process that may be killed: from then on nothing that it does is seen by anybody.
final class MortalProcess: Sendable {
    /// What ends the run that the process carries out, so that nothing of it is left behind.
    let stopRequest = StopRequest()
    /// Where the kill is taken down.
    private let chronicle: Chronicle
    /// The clock.
    private let time: VirtualTime
    /// Whether it was killed.
    private let state = Mutex(false)

    /// Starts a process.
    init(_ chronicle: Chronicle, time: VirtualTime) {
        self.chronicle = chronicle
        self.time = time
    }

    /// Whether it was killed.
    var isDead: Bool { state.withLock { $0 } }

    /// Kills it.
    func die() {
        let wasAlive = state.withLock { isDead in
            defer { isDead = true }
            return !isDead
        }
        guard wasAlive else { return }
        chronicle.note(.killed(at: time.now.offset))
        stopRequest.raise(.terminate)
    }
}
