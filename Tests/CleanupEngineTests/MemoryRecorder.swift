import CleanupEngine
import HumanLoops
import Synchronization

/// Keeps what a run writes in memory, and can run out of space.
final class MemoryRecorder: RunRecorder {
    /// What was written.
    private struct State: Sendable {
        /// The evidence.
        var intents: [LoopIntent] = []
        /// The results.
        var results: [LoopResult] = []
        /// Which loops have which names.
        var sightings: [LoopSighting] = []
        /// Since when the rules were followed.
        var listings: [Timestamp] = []
        /// Which loops there were.
        var scopes: [RunScope] = []
        /// How often it was made durable.
        var synchronizations = 0
    }

    /// What was written, shared with the test.
    private let state = Mutex(State())
    /// How many records there is room for; nil for any number.
    private let capacity: Int?

    /// How often what was written can be made durable; nil for any number.
    private let synchronizations: Int?

    /// Makes an empty recorder.
    init(capacity: Int? = nil, synchronizations: Int? = nil) {
        self.capacity = capacity
        self.synchronizations = synchronizations
    }

    /// The evidence written so far.
    var intents: [LoopIntent] { state.withLock { $0.intents } }

    /// Which loops have which names, as was written so far.
    var sightings: [LoopSighting] { state.withLock { $0.sightings } }

    /// The results written so far.
    var results: [LoopResult] { state.withLock { $0.results } }

    /// Since when the rules were followed, each time that was written.
    var listings: [Timestamp] { state.withLock { $0.listings } }

    /// Which loops there were, each time that was written.
    var scopes: [RunScope] { state.withLock { $0.scopes } }

    func record(_ event: RunEvent) throws(RunRecorderError) {
        if case .identities(let loops) = event { return state.withLock { $0.sightings += loops } }
        try makeRoom()
        state.withLock { state in
            switch event {
            case .listing(let since): state.listings.append(since)
            case .scope(let scope): state.scopes.append(scope)
            case .intent(let intent): state.intents.append(intent)
            case .result(let result): state.results.append(result)
            case .start, .resumption, .carried, .identities, .end: break
            }
        }
    }

    func commit() throws(RunRecorderError) {}

    func synchronize() throws(RunRecorderError) {
        let count = state.withLock { state in
            state.synchronizations += 1
            return state.synchronizations
        }
        guard let synchronizations, count > synchronizations else { return }
        throw RunRecorderError("input/output error")
    }

    /// Refuses when the capacity is reached.
    private func makeRoom() throws(RunRecorderError) {
        guard let capacity, state.withLock({ $0.intents.count + $0.results.count }) >= capacity else { return }
        throw RunRecorderError("no space left on device")
    }
}
