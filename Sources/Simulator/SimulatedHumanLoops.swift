package import HumanLoops
import Synchronization

/// A simulated service that many callers share.
package final class SimulatedHumanLoops: Sendable {
    /// The service; each call takes it for itself for a moment.
    private let service: Mutex<SimulatedService>
    /// What time it is.
    private let now: @Sendable () -> Timestamp

    /// Shares a service; `now` tells the time of each call.
    package init(_ service: SimulatedService, now: @escaping @Sendable () -> Timestamp) {
        self.service = Mutex(service)
        self.now = now
    }

    /// Takes a call now, and decides what becomes of it; to wait for the reply's latency is the caller's part.
    package func reply(to call: SimulatedCall) -> SimulatedReply {
        service.withLock { $0.reply(to: call, at: now()) }
    }

    /// Makes the id of a request that is refused before it is a call.
    package func makeRequestID() -> String {
        service.withLock { $0.makeRequestID() }
    }

    /// The time by which the service goes.
    package var time: Timestamp { now() }

    /// The account as it is now: a copy that later calls do not change.
    package var account: SimulatedAccount {
        service.withLock { $0.account }
    }
}
