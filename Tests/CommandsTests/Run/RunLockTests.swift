import CleanupEngine
@testable import Commands
import FoundationEssentials
import TestSupport
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

    /// A folder for locks that goes with the test.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "locks-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    /// The names of a run's locks.
    private static func names(_ account: String?, _ endpoint: String = "https://a") -> LockNames {
        LockNames(name: "m", account: account, region: "us-east-1", endpoint: endpoint)
    }

    @Test("of two runs the second is told who the first is, and has the lock when that one is done")
    func excludes() async throws {
        try await withFolder { folder in
            let first = try RunLock(in: folder, Self.names(nil))
            let second = try RunLock(in: folder, Self.names(nil))
            #expect(try first.take())
            #expect(try !second.take())
            #expect(second.holder == nil)
            let holder = LockHolder(pid: 42, host: "here", runId: "run-1", startedAt: "2026-11-22T10:00:00.000Z")
            first.sign(holder)
            #expect(second.holder == holder)
            #expect("\(holder)" == "pid 42 on here since 2026-11-22T10:00:00.000Z (run run-1)")
            // One that only looks leaves what the file says.
            _ = try RunLock(in: folder, Self.names(nil))
            #expect(second.holder == holder)
            first.release()
            #expect(try second.take())
            second.sign(LockHolder(pid: 7, host: "h", runId: "r", startedAt: "s"))
            #expect(second.holder?.pid == 7)
        }
    }

    /// The accounts of two runs, nil for one that is not known, and whether both may go on at once.
    static let accounts: [(String?, String?, Bool)] = [
        ("1", "1", false), ("1", "2", true), ("1", nil, false), (nil, "1", false), (nil, nil, false),
    ]

    @Test("a run that does not know its account goes on alone", arguments: accounts)
    func knownOrNot(_ row: (first: String?, second: String?, areTogether: Bool)) async throws {
        try await withFolder { folder in
            let first = try RunLock(in: folder, Self.names(row.first))
            let second = try RunLock(in: folder, Self.names(row.second))
            #expect(try first.take())
            first.sign(LockHolder(pid: 7, host: "h", runId: "r", startedAt: "s"))
            #expect(try second.take() == row.areTogether)
            #expect(row.areTogether || second.holder?.pid == 7)
            // What a try in vain has taken is given back.
            let third = try RunLock(in: folder, Self.names(row.second == nil ? "3" : nil))
            first.release()
            second.release()
            #expect(try third.take())
        }
    }

    /// Two endpoints, and whether they are one service.
    static let endpoints: [(String, String, Bool)] = [
        ("http://localhost:8080", "http://127.0.0.1:8080", true),
        ("http://localhost:8080", "http://[::1]:8080", true),
        ("http://localhost:8080", "http://[0:0:0:0:0:0:0:1]:8080/", true),
        ("http://localhost:8080", "http://[::ffff:127.0.0.1]:8080", true),
        ("http://LocalHost.:8080/", "http://127.1.2.3:8080", true),
        ("http://localhost", "http://localhost:80/", true),
        ("https://A.example:443", "https://a.example/", true),
        ("http://localhost:8080", "http://localhost:8081", false),
        ("http://localhost:8080/a", "http://localhost:8080/b", false),
        ("http://127.0.0.1:8080", "http://128.0.0.1:8080", false),
        ("http://[::1]:8080", "http://[::11]:8080", false),
        ("http://[::1]:8080", "http://[1::]:8080", false),
        (
            "https://a2i-runtime.sagemaker.us-east-1.amazonaws.com",
            "https://vpce-1.a2i-runtime.sagemaker.us-east-1.vpce.amazonaws.com", true
        ),
    ]

    @Test("one service has one lock, however its endpoint is written", arguments: endpoints)
    func oneService(_ row: (String, String, isOne: Bool)) {
        #expect((Self.names("1", row.0) == Self.names("1", row.1)) == row.isOne)
    }

    @Test("a lock that is a symbolic link is not followed, and its target not emptied")
    func symbolicLink() async throws {
        try await withFolder { folder in
            let names = Self.names(nil)
            let target = "\(folder)/precious"
            try Data("precious".utf8).write(to: URL(filePath: target))
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/\(names.ofPlace)",
                withDestinationPath: target
            )
            let failure = #expect(throws: CommandFailure.self) { try RunLock(in: folder, names) }
            #expect(failure?.exitCode == .cannotCreate && failure?.message.contains("symbolic link") ?? false)
            #expect(try Data(contentsOf: URL(filePath: target)) == Data("precious".utf8))
        }
    }

    @Test(
        "a wait ends with the run's deadline, whatever the policy allows",
        arguments: [(nil, 60), (90, 60), (5, 5), (0, 0)] as [(Int?, Int)]
    )
    func limited(_ limit: Int?, _ seconds: Int) async throws {
        try await withFolder { folder in
            let first = try RunLock(in: folder, Self.names("1"))
            #expect(try first.take())
            let second = try RunLock(in: folder, Self.names("1"))
            let time = VirtualTime()
            let isTaken = time.run {
                try? await second.take(
                    .wait(.seconds(60)),
                    limit: limit.map { .seconds($0) },
                    clock: time,
                    stopRequest: StopRequest()
                ) { _ in }
            }
            #expect(isTaken == false)
            #expect(time.now.offset == .seconds(seconds))
        }
    }

    @Test("a lock that cannot be made names another place")
    func cannotMake() {
        let failure = #expect(throws: CommandFailure.self) { try RunLock(in: "/nonexistent", Self.names(nil)) }
        #expect(failure?.exitCode == .cannotCreate && failure?.message.contains("--state-dir") ?? false)
    }
}
