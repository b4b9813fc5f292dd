import Synchronization

/// A request to end a run that a signal may make at any time, and that a run can wait for.
package final class StopRequest: Sendable {
    private struct State: Sendable {
        var signal: StopSignal?
        var isHeeded = false
        var advice: String?
        var waiters: [Int: CheckedContinuation<StopSignal?, Never>] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    package init() {}

    package var signal: StopSignal? { state.withLock { $0.signal } }

    /// Whether a run waits for the request, or has: it ends its work in order when the request is made.
    package var isHeeded: Bool { state.withLock { $0.isHeeded } }

    /// What a person is told for whom the process ends at once: how to continue; nil for nothing.
    package var advice: String? {
        get { state.withLock { $0.advice } }
        set { state.withLock { $0.advice = newValue } }
    }

    /// Makes the request; only the first signal counts.
    package func raise(_ signal: StopSignal) {
        let waiters = state.withLock { state in
            state.signal = state.signal ?? signal
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume(returning: signal) }
    }

    /// Waits until the request is made; nil when the waiting task is cancelled first.
    package func wait() async -> StopSignal? {
        let number = state.withLock { state in
            defer { state.nextWaiter += 1 }
            state.isHeeded = true
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let immediate: StopSignal?? = state.withLock { state in
                    if let signal = state.signal { return .some(signal) }
                    if Task.isCancelled { return .some(nil) }
                    state.waiters[number] = continuation
                    return nil
                }
                if let immediate { continuation.resume(returning: immediate) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: nil)
        }
    }

    /// Does work whose task is cancelled when the request is made; what it throws is thrown.
    package func cancelling<Output: Sendable>(
        _ work: @escaping @Sendable () async throws -> Output
    ) async throws -> Output {
        try await withThrowingTaskGroup(of: Output?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                _ = await self.wait()
                return nil
            }
            while let ended = try await group.next() {
                group.cancelAll()
                if let ended { return ended }
            }
            preconditionFailure("work ends with an output, cancelled or not")
        }
    }
}

/// The signal that asked a run to end.
package enum StopSignal: Int32, Sendable {
    /// SIGHUP: the terminal is gone; taken as SIGTERM.
    case hangup = 1
    /// SIGINT: ^C.
    case interrupt = 2
    /// SIGTERM: a supervisor's request.
    case terminate = 15
}
