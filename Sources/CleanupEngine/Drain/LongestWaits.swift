import CleanupManifest
import DequeModule
import HumanLoops

/// Why nothing is called for a loop for a while.
enum WaitCause: Sendable, Hashable {
    /// Its worker holds it.
    case worker
    /// The service throttled a call for it.
    case throttle
    /// A call for it failed, and is made again.
    case failure
}

extension LoopLifecycle {
    /// Why the loop waits, nil when it does not: for its worker while that holds it, whatever calls bring.
    var waitCause: WaitCause? {
        guard outcome == nil else { return nil }
        if waitLimit != nil { return .worker }
        guard case .waiting = state else { return nil }
        if throttles > 0 { return .throttle }
        // The second look at a loop that was not found is no failure.
        return missingLooks > 0 ? nil : .failure
    }

    /// How the loop waits for its worker at one moment; nil when it does not.
    func wait(at now: Duration) -> LoopWait? {
        guard waitCause == .worker, let waitBegan, let waitLimit else { return nil }
        return LoopWait(name: entry.name, waited: now - waitBegan, left: max(.zero, waitLimit - now))
    }
}

/// How many loops wait, by what for.
struct WaitCounts: Sendable {
    private var counts: [WaitCause: Int] = [:]

    subscript(cause: WaitCause) -> Int { counts[cause, default: 0] }

    /// Takes in that a loop waits for something else than before.
    mutating func move(from before: WaitCause?, to after: WaitCause?) {
        guard before != after else { return }
        if let before { counts[before, default: 0] -= 1 }
        if let after { counts[after, default: 0] += 1 }
    }
}

/// The loops whose workers are waited for, in the order in which the waits began.
///
/// A loop that is no longer waited for is dropped when it is come across: each is once, so that asking costs next to nothing
/// however many loops wait.
struct LongestWaits: Sendable {
    private var loops: Deque<Int> = []

    mutating func append(_ loop: Int) { loops.append(loop) }

    /// Finds the longest waits, at most so many; `wait` tells that of a loop, nil when it does not wait.
    mutating func first(_ count: Int, _ wait: (Int) -> LoopWait?) -> [LoopWait] {
        var found: [(loop: Int, wait: LoopWait)] = []
        while found.count < count, let loop = loops.popFirst() {
            // A loop that began to wait once more is here twice.
            guard let wait = wait(loop), !found.contains(where: { $0.loop == loop }) else { continue }
            found.append((loop, wait))
        }
        for (loop, _) in found.reversed() { loops.prepend(loop) }
        return found.map(\.wait)
    }
}
