import HumanLoops
import Synchronization
import TestSupport

/// A service that would have its calls made on an executor of its own, and counts the jobs that come there.
struct PlacedHumanLoops: ForwardingHumanLoops {
    /// The executor: it counts its jobs and hands them to the clock.
    final class Place: TaskExecutor {
        /// Where jobs run in the end.
        private let time: VirtualTime
        /// How many jobs came.
        private let jobs = Mutex(0)

        /// Makes an executor in front of another.
        init(_ time: VirtualTime) {
            self.time = time
        }

        /// How many jobs came.
        var jobCount: Int { jobs.withLock { $0 } }

        func enqueue(_ job: consuming ExecutorJob) {
            jobs.withLock { $0 += 1 }
            time.enqueue(job)
        }
    }

    /// The executor.
    let place: Place
    /// The service that has the loops, and wants nothing.
    let service: InMemoryHumanLoops

    /// Gives a service a place.
    init(_ service: InMemoryHumanLoops, time: VirtualTime) {
        self.service = service
        place = Place(time)
    }

    var taskExecutor: (any TaskExecutor)? { place }
}
