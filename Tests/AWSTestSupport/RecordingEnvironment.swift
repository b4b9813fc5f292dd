package import AWSCore
import Synchronization

/// An environment in which time stands still, waiting takes none, and chance is the greatest.
package final class RecordingEnvironment: Sendable {
    /// The moment that it is when nothing else is said, in seconds since 1970-01-01T00:00:00Z.
    package static let moment: Int64 = 1_795_341_600

    /// The true time, in seconds since the epoch.
    private let now: Int64
    /// The delays waited for.
    private let recorded = Mutex<[Duration]>([])
    /// Whether waiting ends as it does in a task that is cancelled.
    private let isCancelled: Bool
    /// How far the machine's clock is ahead of the true time.
    private let skew: Duration

    /// Makes an environment.
    ///
    /// - Parameters:
    ///   - now: the true time, in seconds since the epoch; 2026-11-22T10:00:00Z by default.
    ///   - isCancelled: whether waiting ends as it does in a task that is cancelled.
    ///   - skew: how far the machine's clock is ahead of the true time.
    package init(now: Int64 = RecordingEnvironment.moment, isCancelled: Bool = false, skew: Duration = .zero) {
        self.now = now
        self.isCancelled = isCancelled
        self.skew = skew
    }

    /// The delays waited for so far.
    package var delays: [Duration] { recorded.withLock { $0 } }

    /// The environment to give to a client; the time that its limits are measured with is the sum of the delays.
    package var environment: CallEnvironment {
        CallEnvironment(
            secondsSinceEpoch: { [now, skew] in now + skew.components.seconds },
            uptime: { [self] in delays.reduce(.zero, +) },
            sleep: { [self] delay in
                recorded.withLock { $0.append(delay) }
                if isCancelled { throw CancellationError() }
            },
            randomBits: { .max }
        )
    }
}
