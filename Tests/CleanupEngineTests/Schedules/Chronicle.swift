import Synchronization

/// All that happened around a run, in one order: calls, answers, what was written down, and when consent and signals came.
final class Chronicle: Sendable {
    /// What happened so far.
    private let state = Mutex<[ChronicleEntry]>([])

    /// Starts with nothing.
    init() {}

    /// What happened so far.
    var entries: [ChronicleEntry] { state.withLock { $0 } }

    /// Takes down that something happened.
    func note(_ entry: ChronicleEntry) {
        state.withLock { $0.append(entry) }
    }
}
