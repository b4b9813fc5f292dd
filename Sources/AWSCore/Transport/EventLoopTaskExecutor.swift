import NIOCore

/// Runs tasks on an event loop's thread, so that the answer of a call is worked on where it arrived.
final class EventLoopTaskExecutor: TaskExecutor {
    /// Whose thread it is.
    private let eventLoop: any EventLoop

    /// Makes the executor of an event loop.
    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Runs a job in one of the loop's next turns.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
