import CleanupEngine
import Testing
import TestSupport

/// The request that a signal makes.
@Suite("StopRequest")
struct StopRequestTests {
    @Test("the first signal is the one that counts, for those who wait and those who come later")
    func firstCounts() {
        let time = VirtualTime()
        let request = StopRequest()
        let heard = time.run {
            await withTaskGroup(of: StopSignal?.self) { group in
                group.addTask { await request.wait() }
                group.addTask {
                    request.raise(.terminate)
                    request.raise(.interrupt)
                    return await request.wait()
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(heard == [.terminate, .terminate])
        #expect(request.signal == .terminate)
    }

    @Test("who is cancelled waits no longer")
    func cancelled() {
        let time = VirtualTime()
        let request = StopRequest()
        let heard = time.run {
            await withTaskGroup(of: StopSignal?.self) { group in
                group.addTask { await request.wait() }
                group.cancelAll()
                return await group.next()
            }
        }
        #expect(heard == .some(nil))
    }

    @Test("work is cancelled by the request, and gives its own output with and without one", arguments: [false, true])
    func cancelling(isStopped: Bool) {
        let time = VirtualTime()
        let request = StopRequest()
        #expect(!request.isHeeded)
        let output = time.run {
            await withTaskGroup(of: String?.self) { group in
                group.addTask {
                    try? await request.cancelling {
                        (try? await time.sleep(for: .seconds(60))) == nil ? "cancelled" : "done"
                    }
                }
                group.addTask {
                    try? await time.sleep(for: .seconds(1))
                    #expect(request.isHeeded)
                    if isStopped { request.raise(.terminate) }
                    return nil
                }
                return await group.reduce(into: []) { outputs, output in
                    outputs.append(contentsOf: [output].compactMap { $0 })
                }
            }
        }
        #expect(output == [isStopped ? "cancelled" : "done"])
        #expect(time.now.offset == .seconds(isStopped ? 1 : 60))
    }
}
