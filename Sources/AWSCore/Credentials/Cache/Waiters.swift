import Synchronization

/// Those who wait until another has done something for them all.
final class Waiters: Sendable {
    /// Who waits.
    private struct State: Sendable {
        /// Those who wait, by number.
        var continuations: [Int: CheckedContinuation<Void, Never>] = [:]
        /// The number of the next who waits.
        var next = 0
    }

    /// Who waits.
    private let state = Mutex(State())

    /// Starts with no one.
    init() {}

    /// Waits until all are woken, or the caller's task is cancelled.
    ///
    /// - Parameter isNeeded: whether there is still something to wait for; asked once, while no one can be woken.
    func wait(whileNeeded isNeeded: () -> Bool) async {
        let number = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !Task.isCancelled, isNeeded() else { return true }
                    state.continuations[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { $0.continuations.removeValue(forKey: number) }
            waiter?.resume()
        }
    }

    /// Wakes all who wait; what they wait for must be over by then.
    func wakeAll() {
        let woken = state.withLock { state in
            defer { state.continuations = [:] }
            return Array(state.continuations.values)
        }
        for waiter in woken { waiter.resume() }
    }
}
