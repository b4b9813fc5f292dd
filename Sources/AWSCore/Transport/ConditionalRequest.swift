import Synchronization

/// A request on its way to a connection that may be sent only while its condition is met.
final class ConditionalRequest: Sendable {
    /// What a request failed with that was not sent.
    struct HeldBack: Error {}

    /// The private header that holds the request's number inside the HTTP client; it never leaves the process.
    static let header = "x-loopsweep-conditional-request"

    /// The number by which a connection finds it.
    let number: String
    /// What it rests on.
    private let condition: SendCondition
    /// Whether it was given to the socket.
    private let sent = Mutex(false)

    /// Makes a request that waits to be sent.
    init(_ number: String, _ condition: SendCondition) {
        self.number = number
        self.condition = condition
    }

    /// Whether it was given to the socket.
    var wasSent: Bool { sent.withLock { $0 } }

    /// Decides, at the very moment of writing, whether it is sent.
    func mayBeSent() -> Bool {
        let isMet = condition.isMet()
        if isMet { sent.withLock { $0 = true } }
        return isMet
    }
}

/// The conditional requests of a transport that wait for a connection, or for its answer.
final class ConditionalRequests: Sendable {
    /// The requests by their numbers, and the last number.
    private struct State {
        /// The requests by their numbers.
        var requests: [String: ConditionalRequest] = [:]
        /// The last number given.
        var lastNumber = 0
    }

    /// The requests by their numbers, and the last number.
    private let state = Mutex(State())

    /// Adds a request, which has a number from then on.
    func add(_ condition: SendCondition) -> ConditionalRequest {
        state.withLock { state in
            state.lastNumber += 1
            let request = ConditionalRequest(String(state.lastNumber), condition)
            state.requests[request.number] = request
            return request
        }
    }

    /// Forgets a request whose call is over; should a connection come to it yet, it is not sent.
    func remove(_ request: ConditionalRequest) {
        _ = state.withLock { $0.requests.removeValue(forKey: request.number) }
    }

    /// Finds a request by its number.
    ///
    /// - Returns: nil when its call is over.
    subscript(number: String) -> ConditionalRequest? { state.withLock { $0.requests[number] } }
}
