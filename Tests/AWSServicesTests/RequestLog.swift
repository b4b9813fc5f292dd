import Simulator
import Synchronization

/// What a simulator said to each request.
final class RequestLog: Sendable {
    /// The requests in their order.
    private let entries = Mutex<[RequestLogEntry]>([])

    /// Takes note of a request.
    func add(_ entry: RequestLogEntry) {
        entries.withLock { $0.append(entry) }
    }

    /// The codes of the refusals, in their order.
    var codes: [ServiceRefusal.Code] { entries.withLock { $0.compactMap(\.code) } }
}
