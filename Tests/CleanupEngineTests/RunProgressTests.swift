import HumanLoops
import Synchronization
import Testing
import TestSupport

@testable import CleanupEngine
@testable import CleanupManifest

/// What a run tells of itself while it works.
@Suite("RunProgress")
struct RunProgressTests {
    /// Runs a manifest, and returns everything that was told; a signal comes after a while.
    private static func told(
        _ manifest: CleanupManifest,
        on service: some HumanLoopService,
        _ time: VirtualTime,
        earlier: EarlierParts = EarlierParts(),
        interruptedAfter interruption: Duration? = nil
    ) -> [RunProgress] {
        let watcher = ProgressWatcher()
        return time.run {
            let stopRequest = StopRequest()
            var run = CleanupRun(
                manifest: manifest,
                earlier: earlier,
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation + .seconds(3_600),
                stopRequest: stopRequest,
                observer: watcher,
                generator: SeededGenerator(seed: 1)
            )
            return await withTaskGroup(of: Void.self) { group in
                if let interruption {
                    group.addTask {
                        do { try await time.sleep(for: interruption) } catch { return }
                        stopRequest.raise(.interrupt)
                    }
                }
                _ = await run.survey()
                _ = await run.sweep()
                group.cancelAll()
                return watcher.told
            }
        }
    }

    @Test("the loops that are waited for longest are named, with how long they have waited and will at the most")
    func longestWaits() throws {
        let time = VirtualTime()
        let held = (1...4).map {
            let seconds = 100 * (5 - $0)
            return InMemoryHumanLoops.Resident(.sample(.inProgress, name: "held-\($0)"), heldFor: .seconds(seconds))
        }
        var execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(1_000)))
        execution.concurrency = 1
        let manifest = CleanupManifest.sample(held.map(\.loop.name.rawValue), execution: execution)
        let told = Self.told(manifest, on: InMemoryHumanLoops(held, time: time), time)
        let early = try #require(told.first { $0.elapsed > .seconds(60) && $0.inFlight == 0 })
        #expect(early.waiting == 4 && early.longestWaits.map(\.name.rawValue) == ["held-1", "held-2", "held-3"])
        #expect(early.longestWaits.allSatisfy { $0.waited + $0.left == .seconds(1_000) })
        #expect(early.nextLook != nil)
        // The last two have been deleted meanwhile.
        let late = try #require(told.first { $0.elapsed > .seconds(350) && $0.inFlight == 0 })
        #expect(late.waiting == 1 && late.longestWaits.map(\.name.rawValue) == ["held-1"])
        #expect(told.allSatisfy { $0.waiting >= 0 && $0.longestWaits.count <= $0.waiting })
    }

    @Test("the next look is never later than looks are apart, also while the last loop is being looked at")
    func nextLook() throws {
        let time = VirtualTime()
        let held = (1...12).map {
            InMemoryHumanLoops.Resident(.sample(.inProgress, name: "held-\($0)"), heldFor: .seconds(10 * $0))
        }
        var execution = ExecutionSettings(stopWait: StopWait(timeout: .seconds(1_000)))
        execution.stopWait.pollMax = .seconds(5)
        let manifest = CleanupManifest.sample(held.map(\.loop.name.rawValue), execution: execution)
        let told = Self.told(manifest, on: InMemoryHumanLoops(held, time: time), time).filter { $0.waiting > 0 }
        #expect(told.contains { $0.waiting == 1 && $0.inFlight == 1 })
        let latest = try #require(told.compactMap(\.nextLook).max())
        #expect(latest > .zero && latest <= .seconds(5))
    }

    @Test("a loop whose call failed is retried, and not waited for as if its worker held it")
    func retries() {
        let time = VirtualTime()
        let residents = (1...3).map { InMemoryHumanLoops.Resident(.sample(.failed, name: "loop-\($0)")) }
        let service = InMemoryHumanLoops(residents, time: time, faults: FailingDescribes(time: time))
        let told = Self.told(.sample(residents.map(\.loop.name.rawValue)), on: service, time)
        #expect(told.contains { $0.inFlight == 0 && $0.retrying == 3 })
        #expect(told.allSatisfy { $0.waiting == 0 && $0.longestWaits.isEmpty })
        #expect(told.last?.retrying == 0)
    }

    @Test("what a signal leaves is not done")
    func notAttempted() throws {
        let time = VirtualTime()
        let residents = (1...200).map { InMemoryHumanLoops.Resident(.sample(.failed, name: "loop-\($0)")) }
        var execution = ExecutionSettings()
        execution.concurrency = 2
        let manifest = CleanupManifest.sample(residents.map(\.loop.name.rawValue), execution: execution)
        let told = Self.told(
            manifest,
            on: InMemoryHumanLoops(residents, time: time),
            time,
            interruptedAfter: .milliseconds(5_010)
        )
        let before = try #require(told.last { $0.phase == .sweeping })
        let ending = try #require(told.first { $0.phase == .ending })
        #expect(before.done > 0 && before.done < 100)
        #expect(ending.outcomes[.notAttempted] > 100)
        #expect(ending.done == before.done)
        #expect(ending.stopReason == .interrupted(.interrupt))
        #expect(ending.grace == .seconds(10))
    }

    @Test("a resumed run counts what its earlier parts are done with")
    func earlierParts() throws {
        let time = VirtualTime()
        let residents = (1...4).map { InMemoryHumanLoops.Resident(.sample(.failed, name: "loop-\($0)")) }
        var earlier = EarlierParts()
        earlier.census.looked = 6
        let manifest = CleanupManifest.sample(residents.map(\.loop.name.rawValue))
        let told = Self.told(manifest, on: InMemoryHumanLoops(residents, time: time), time, earlier: earlier)
        #expect(told.allSatisfy { $0.total == 10 && $0.looked >= 6 && $0.done >= 6 })
        #expect(told.first?.done == 6)
    }

    @Test("the clock goes on while a list is waited for")
    func listing() {
        let time = VirtualTime()
        let service = InMemoryHumanLoops([], time: time, latency: .seconds(20))
        var manifest = CleanupManifest.sample([], guards: CleanupGuards(maxLoops: 10))
        manifest.selections = [LoopSelectorTests.rule()]
        let told = Self.told(manifest, on: service, time).filter { $0.phase == .listing }
        let gaps = zip(told, told.dropFirst()).map { $1.elapsed - $0.elapsed }
        #expect(told.count >= 20 && gaps.allSatisfy { $0 <= .seconds(1) })
        #expect(told.dropFirst().dropLast().allSatisfy { $0.inFlight == 1 })
    }

    @Test("throttling is told with the rate that was found, and so is how long the rest takes")
    func throttling() throws {
        let time = VirtualTime()
        let residents = (1...2_000).map { InMemoryHumanLoops.Resident(.sample(.failed, name: "loop-\($0)")) }
        let service = InMemoryHumanLoops(residents, time: time, faults: SlowService(callsPerSecond: 20, time: time))
        let told = Self.told(.sample(residents.map(\.loop.name.rawValue)), on: service, time)
        let half = try #require(told.first { $0.phase == .surveying && $0.looked > 1_000 })
        let row = try #require(half.slowed.first)
        let (rate, remaining) = (try #require(row.callsPerSecond), try #require(half.remaining))
        #expect(row.operation == .describe && (15...25).contains(rate))
        #expect((40...70).contains(remaining / .seconds(1)))
    }
}

/// Keeps everything that a run tells of itself.
private final class ProgressWatcher: RunObserver {
    private let kept = Mutex<[RunProgress]>([])

    var told: [RunProgress] { kept.withLock { $0 } }

    func isDue(in phase: RunProgress.Phase, at elapsed: Duration) -> Bool { true }

    func observe(_ progress: RunProgress) { kept.withLock { $0.append(progress) } }
}

/// A service that fails in the first second.
private struct FailingDescribes: ServiceFaults {
    let time: VirtualTime

    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        guard time.now.offset < .milliseconds(100) else { return nil }
        return .before(HumanLoopServiceError(kind: .server, code: "InternalServerException", httpStatus: 500))
    }
}

/// A service that throttles what is more than so many calls a second.
private struct SlowService: ServiceFaults {
    let callsPerSecond: Double
    let time: VirtualTime
    private var tokens = 1.0
    private var filledAt = Duration.zero

    init(callsPerSecond: Double, time: VirtualTime) {
        self.callsPerSecond = callsPerSecond
        self.time = time
    }

    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        let now = time.now.offset
        tokens = min(10, tokens + (now - filledAt) / .seconds(1) * callsPerSecond)
        filledAt = now
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return .before(HumanLoopServiceError(kind: .throttled, code: "ThrottlingException", httpStatus: 429))
    }
}
