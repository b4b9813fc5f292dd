package import AWSCore
import Synchronization

/// Surroundings in which it is always 2026-11-22T10:00:00Z, waiting takes no time, and chance is the greatest.
package final class RecordingSurroundings: Sendable {
    /// The moment that it always is, in seconds since 1970-01-01T00:00:00Z.
    package static let moment: Int64 = 1_795_341_600

    /// The delays waited for.
    private let recorded = Mutex<[Duration]>([])
    /// Whether waiting ends as it does in a task that is cancelled.
    private let isCancelled: Bool
    /// How far the machine's clock is ahead of the true time.
    private let skew: Duration

    /// Makes surroundings.
    ///
    /// - Parameters:
    ///   - isCancelled: whether waiting ends as it does in a task that is cancelled.
    ///   - skew: how far the machine's clock is ahead of the true time.
    package init(isCancelled: Bool = false, skew: Duration = .zero) {
        self.isCancelled = isCancelled
        self.skew = skew
    }

    /// The delays waited for so far.
    package var delays: [Duration] { recorded.withLock { $0 } }

    /// The surroundings to give to a client; the time that its limits are measured with is the sum of the delays.
    package var surroundings: CallSurroundings {
        CallSurroundings(
            secondsSinceEpoch: { [skew] in Self.moment + skew.components.seconds },
            uptime: { [self] in delays.reduce(.zero, +) },
            sleep: { [self] delay in
                recorded.withLock { $0.append(delay) }
                if isCancelled { throw CancellationError() }
            },
            randomBits: { .max }
        )
    }
}
