import DequeModule
import HeapModule
import HumanLoops

/// What is to be called next, and when: a queue and a pace for each operation, and one queue of timers.
///
/// A loop that waits costs one timer here and nothing else.
struct CallSchedule: Sendable {
    /// The order in which operations get the next free place: draining takes longest, so stops go first; deletes rest on
    /// looks that grow old, so they come before more looks.
    private static let order: [HumanLoopOperation] = [.stop, .delete, .describe]

    /// How many seconds of stops or deletes may wait before new loops do: well within the time that a look stays fresh.
    private static let secondsAhead = 4.0
    /// The same in rounds of calls, where no rate is known.
    private static let roundsAhead = 4

    private var queues: [HumanLoopOperation: Deque<Int>] = [:]
    /// How fast each operation may be called.
    private var paces: [HumanLoopOperation: OperationPace]
    private var timers = Heap<LoopTimer>()

    init(callsPerSecond: Double?) {
        let pace = OperationPace(ceiling: callsPerSecond)
        paces = Dictionary(uniqueKeysWithValues: HumanLoopOperation.allCases.map { ($0, pace) })
    }

    func count(_ operation: HumanLoopOperation) -> Int { queues[operation]?.count ?? 0 }

    func isEmpty(_ operation: HumanLoopOperation) -> Bool { count(operation) == 0 }

    /// Whether stops and deletes have so much to do that a new loop would only grow old in the queue.
    func isBehind(width: Int) -> Bool { isBehind(.stop, width: width) || isBehind(.delete, width: width) }

    /// Whether an operation has so much to do that one more loop would only grow old in the queue.
    func isBehind(_ operation: HumanLoopOperation, width: Int) -> Bool {
        let waiting = count(operation)
        guard waiting > width else { return false }
        guard let rate = paces[operation]?.rate else { return waiting > width * Self.roundsAhead }
        return Double(waiting) > rate * Self.secondsAhead
    }

    mutating func enqueue(_ call: ServiceCall, urgent: Bool) {
        if urgent {
            queues[call.operation, default: []].prepend(call.loop)
        } else {
            queues[call.operation, default: []].append(call.loop)
        }
    }

    mutating func wait(_ loop: Int, until moment: Duration) { timers.insert(LoopTimer(at: moment, loop: loop)) }

    /// Takes out a timer whose time has come; nil when there is none.
    mutating func popDue(at now: Duration) -> LoopTimer? {
        guard let first = timers.min, first.at <= now else { return nil }
        return timers.popMin()
    }

    /// Takes out the next call that its operation's pace lets start; nil when there is none now.
    mutating func popCall(at now: Duration, changes: Bool = true) -> ServiceCall? {
        for operation in Self.order where isOpen(operation, at: now) && (changes || !operation.isMutating) {
            if let loop = queues[operation]?.popFirst() { return ServiceCall(loop: loop, operation: operation) }
        }
        return nil
    }

    mutating func started(_ operation: HumanLoopOperation, at now: Duration) { paces[operation]?.started(at: now) }

    mutating func answered(_ operation: HumanLoopOperation, _ calls: CallCounts, sentAt: Duration, at now: Duration) {
        paces[operation]?.answered(calls, sentAt: sentAt, at: now)
    }

    /// The next moment, after now, at which there is something to do: a loop's time comes or an operation's pace opens.
    ///
    /// - Returns: nil when nothing waits for a moment; calls that may start now wait only for a free place.
    func nextMoment(after now: Duration, wantsPage: Bool) -> Duration? {
        let wanted = Self.order.filter { !isEmpty($0) } + (wantsPage ? [.list] : [])
        let openings = wanted.compactMap { paces[$0]?.opensAt }.filter { $0 > now }
        return [timers.min?.at, openings.min()].compactMap(\.self).min()
    }

    /// When the next timer ends; nil when none runs.
    var nextTimer: Duration? { timers.min?.at }

    /// The rate at which an operation may be called, in calls a second; nil as long as no limit was set or found.
    func knownRate(of operation: HumanLoopOperation) -> Double? { paces[operation]?.knownRate }

    /// How the service throttles an operation; nil when it does not, or bears more than the operator allows.
    func throttling(of operation: HumanLoopOperation) -> ThrottledOperation? {
        guard let pace = paces[operation], pace.isThrottled else { return nil }
        return ThrottledOperation(operation: operation, callsPerSecond: pace.foundRate)
    }

    mutating func clear() {
        queues = [:]
        timers = Heap()
    }

    /// Whether an operation's pace lets a call start now.
    func isOpen(_ operation: HumanLoopOperation, at now: Duration) -> Bool {
        paces[operation].map { $0.opensAt <= now } ?? false
    }
}

/// A moment at which something is to happen to a loop, ordered so that the earliest comes first.
struct LoopTimer: Comparable, Sendable {
    /// When, as the time since the run's start.
    let at: Duration
    let loop: Int

    /// Whether one timer comes before the other; of two at one moment the loop named first.
    static func < (earlier: LoopTimer, later: LoopTimer) -> Bool {
        (earlier.at, earlier.loop) < (later.at, later.loop)
    }
}
