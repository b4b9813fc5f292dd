import CleanupEngine
@testable import Commands
import FoundationEssentials
import Testing

/// One run at a time.
@Suite("Locks")
struct LockTests {
    @Test(
        "what is done about another run",
        arguments: [("fail", .fail), ("off", .off), ("wait=5m", .wait(.seconds(300)))] as [(String, LockPolicy)]
    )
    func policies(_ text: String, _ policy: LockPolicy) throws {
        #expect(try LockPolicyGrammar.lockPolicy.value(of: text) == policy)
    }

    @Test("what is no policy says what one is", arguments: ["", "wait", "wait=", "wait=0s", "wait=5", "on"])
    func refuses(_ text: String) {
        let reader = OptionReader(environment: ["LOOPSWEEP_LOCK": text.isEmpty ? "no" : text])
        let failure = #expect(throws: CommandFailure.self) { try reader.value(nil, "lock", as: .lockPolicy) }
        #expect(failure?.message.hasPrefix("LOOPSWEEP_LOCK must be ") ?? false)
    }

    /// A policy, the time waited, and the delay before the next try.
    static let delays: [(LockPolicy, Duration, Duration?)] = [
        (.fail, .zero, nil), (.off, .zero, nil),
        (.wait(.seconds(1)), .zero, LockPolicy.interval),
        (.wait(.seconds(1)), .milliseconds(900), .milliseconds(100)),
        (.wait(.seconds(1)), .seconds(1), nil),
    ]

    @Test("a wait tries again until its limit", arguments: delays)
    func waits(_ row: (policy: LockPolicy, waited: Duration, delay: Duration?)) {
        #expect(row.policy.delay(after: row.waited) == row.delay)
    }

    @Test("of two runs the second is told who the first is, and has the lock when that one is done")
    func excludes() throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "lock-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try RunLock(path: path)
        let second = try RunLock(path: path)
        #expect(try first.take())
        #expect(try !second.take())
        #expect(second.holder == nil)
        let holder = LockHolder(pid: 42, host: "here", runId: "run-1", startedAt: "2026-11-22T10:00:00.000Z")
        first.sign(holder)
        #expect(second.holder == holder)
        #expect("\(holder)" == "pid 42 on here since 2026-11-22T10:00:00.000Z (run run-1)")
        first.release()
        #expect(try second.take())
        second.sign(LockHolder(pid: 7, host: "h", runId: "r", startedAt: "s"))
        #expect(second.holder?.pid == 7)
    }

    @Test("a lock that cannot be made says how to do without")
    func cannotMake() {
        let failure = #expect(throws: CommandFailure.self) { try RunLock(path: "/nonexistent/lock") }
        #expect(failure?.exitCode == .cannotCreate && failure?.message.contains("--lock off") ?? false)
    }
}
