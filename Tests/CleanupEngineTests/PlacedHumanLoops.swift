import HumanLoops
import Synchronization
import TestSupport

/// A service that would have its calls made on an executor of its own, and counts the jobs that come there.
struct PlacedHumanLoops: HumanLoopService {
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
    let home: InMemoryHumanLoops

    /// Gives a service a place.
    init(_ service: InMemoryHumanLoops, time: VirtualTime) {
        home = service
        place = Place(time)
    }

    var taskExecutor: (any TaskExecutor)? { place }

    func describeHumanLoop(
        _ name: HumanLoopName
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoop> {
        try await home.describeHumanLoop(name)
    }

    func listHumanLoops(
        _ query: HumanLoopQuery
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<HumanLoopPage> {
        try await home.listHumanLoops(query)
    }

    func stopHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await home.stopHumanLoop(name, permit)
    }

    func deleteHumanLoop(
        _ name: HumanLoopName,
        _ permit: SendPermit
    ) async throws(HumanLoopServiceError) -> HumanLoopAnswer<Void> {
        try await home.deleteHumanLoop(name, permit)
    }
}
