package import AWSCore
import Synchronization

/// Surroundings in which it is always 2026-11-22T10:00:00Z, waiting takes no time, and chance is the greatest.
package final class RecordingSurroundings: Sendable {
    /// The delays waited for.
    private let recorded = Mutex<[Duration]>([])
    /// Whether waiting ends as it does in a task that is cancelled.
    private let isCancelled: Bool

    /// Makes surroundings.
    package init(isCancelled: Bool = false) {
        self.isCancelled = isCancelled
    }

    /// The delays waited for so far.
    package var delays: [Duration] { recorded.withLock { $0 } }

    /// The surroundings to give to a client.
    package var surroundings: CallSurroundings {
        CallSurroundings(
            secondsSinceEpoch: { 1_795_341_600 },
            sleep: { [self] delay in
                recorded.withLock { $0.append(delay) }
                if isCancelled { throw CancellationError() }
            },
            randomBits: { .max }
        )
    }
}
