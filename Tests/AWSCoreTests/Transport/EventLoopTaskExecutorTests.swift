import NIOCore
import NIOPosix
import Testing

@testable import AWSCore

/// Tasks that run on the thread of an event loop.
@Suite
struct EventLoopTaskExecutorTests {
    @Test("a task and its children run on the loop, also after they were suspended there and elsewhere")
    func runsOnTheLoop() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let elsewhere = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var seen: [Bool] = []
        seen.append(loop.inEventLoop)
        seen += try await withTaskExecutorPreference(EventLoopTaskExecutor(loop)) {
            try await withThrowingTaskGroup(of: [Bool].self) { group in
                group.addTask {
                    let first = loop.inEventLoop
                    await Task.yield()
                    let second = loop.inEventLoop
                    try await elsewhere.next().makeSucceededVoidFuture().get()
                    return [first, second, loop.inEventLoop]
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        try await elsewhere.shutdownGracefully()
        #expect(seen == [false, true, true, true])
    }
}
