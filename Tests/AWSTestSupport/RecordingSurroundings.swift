package import AWSCore
import Synchronization

/// Surroundings in which time stands still, waiting takes none, and chance is the greatest.
package final class RecordingSurroundings: Sendable {
    /// The delays waited for.
    private let recorded = Mutex<[Duration]>([])
    /// Whether waiting ends as it does in a task that is cancelled.
    private let isCancelled: Bool

    /// The moment it always is, in seconds since the epoch.
    private let now: Int64

    /// Makes surroundings; it is 2026-11-22T10:00:00Z unless another moment is given.
    package init(now: Int64 = 1_795_341_600, isCancelled: Bool = false) {
        self.now = now
        self.isCancelled = isCancelled
    }

    /// The delays waited for so far.
    package var delays: [Duration] { recorded.withLock { $0 } }

    /// The surroundings to give to a client.
    package var surroundings: CallSurroundings {
        CallSurroundings(
            secondsSinceEpoch: { [now] in now },
            sleep: { [self] delay in
                recorded.withLock { $0.append(delay) }
                if isCancelled { throw CancellationError() }
            },
            randomBits: { .max }
        )
    }
}
