import HeapModule
import Synchronization

/// A clock whose time passes only when nothing else can happen, and the executor that knows when that is.
///
/// `run` carries out a piece of asynchronous work on the caller's thread. Whenever none of its jobs can go on, the clock
/// jumps to the earliest sleeper: an hour of waiting takes no time, and the same work gives the same order every time.
/// The work must sleep through this clock alone and must not leave the executor (no I/O on other threads).
package final class VirtualTime: Clock, TaskExecutor {
    /// A moment of virtual time.
    package struct Instant: InstantProtocol {
        /// The time since the clock was made.
        package var offset: Duration

        /// The moment so much later.
        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        /// The time from this moment to another.
        package func duration(to other: Instant) -> Duration { other.offset - offset }

        /// Whether one moment is before the other.
        package static func < (earlier: Instant, later: Instant) -> Bool { earlier.offset < later.offset }
    }

    /// When somebody who sleeps wakes; of two with the same moment, the one that lay down first wakes first.
    private struct Alarm: Comparable, Sendable {
        /// The moment.
        let until: Duration
        /// The number of the sleeper.
        let sleeper: Int

        /// Whether one alarm comes before the other.
        static func < (earlier: Alarm, later: Alarm) -> Bool {
            earlier.until == later.until ? earlier.sleeper < later.sleeper : earlier.until < later.until
        }
    }

    /// What the clock and executor hold.
    private struct State: Sendable {
        /// The time since the clock was made.
        var now = Duration.zero
        /// The jobs that can go on.
        var jobs: [UnownedJob] = []
        /// What goes on when a sleeper wakes, by the sleeper's number.
        var sleepers: [Int: CheckedContinuation<Void, any Error>] = [:]
        /// When they wake; sleepers that were cancelled are still here.
        var alarms = Heap<Alarm>()
        /// The number of the next sleeper.
        var nextSleeper = 0
        /// How much time has passed in which nobody could do anything.
        var skipped = Duration.zero
    }

    /// What the clock and executor hold, shared by the work and by whoever cancels it.
    private let state = Mutex(State())

    /// Makes a clock at zero with nothing to do.
    package init() {}

    /// The moment it is.
    package var now: Instant { Instant(offset: state.withLock { $0.now }) }

    /// How much time has passed in which nobody could do anything.
    package var skipped: Duration { state.withLock { $0.skipped } }

    /// Lets time pass in which nobody can do anything: a disk takes long, or the machine is suspended.
    package func pass(_ duration: Duration) {
        state.withLock { state in
            state.now += duration
            state.skipped += duration
        }
    }

    /// The steps of this clock are as small as a duration allows.
    package var minimumResolution: Duration { .zero }

    /// Sleeps until a moment of virtual time; the tolerance is not used.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let number = state.withLock { state in
            defer { state.nextSleeper += 1 }
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isCancelled = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers[number] = continuation
                    state.alarms.insert(Alarm(until: deadline.offset, sleeper: number))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
            sleeper?.resume(throwing: CancellationError())
        }
    }

    /// Takes in a job that can go on.
    package func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        state.withLock { $0.jobs.append(unowned) }
    }

    /// Carries out work to its end, letting virtual time pass as its sleepers need it.
    ///
    /// - Precondition: the work always has a job that can go on or a sleeper; otherwise it waits for what never comes.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
        let box = ResultBox<Value>()
        Task(executorPreference: self) { box.value.withLock { [result = await work()] in $0 = result } }
        while true {
            runJobs()
            if let value = box.value.withLock({ $0 }) { return value }
            guard wakeEarliest() else { preconditionFailure("deadlock: nothing can go on and nobody sleeps") }
        }
    }

    /// Runs jobs until none can go on.
    private func runJobs() {
        var jobs: [UnownedJob] = []
        while true {
            state.withLock { swap(&$0.jobs, &jobs) }
            if jobs.isEmpty { return }
            for job in jobs { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
        }
    }

    /// Moves time to the earliest sleeper and wakes it.
    private func wakeEarliest() -> Bool {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            while let alarm = state.alarms.popMin() {
                guard let sleeper = state.sleepers.removeValue(forKey: alarm.sleeper) else { continue }
                state.now = max(state.now, alarm.until)
                return sleeper
            }
            return nil
        }
        sleeper?.resume()
        return sleeper != nil
    }
}

/// Holds the result of a piece of work until whoever waits for it takes it.
private final class ResultBox<Value: Sendable>: Sendable {
    /// The result; nil until there is one.
    let value = Mutex<Value?>(nil)
}
