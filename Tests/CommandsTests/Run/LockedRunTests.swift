import CleanupEngine
import CleanupJournal
import CleanupReport
import FoundationEssentials
import HumanLoops
import Support
import Testing
import TestSupport

@testable import Commands

/// Whole runs that find another run of the same manifest going on, on virtual time.
@Suite("Runs that wait for a lock")
struct LockedRunTests {
    /// A row: how long the other run holds the lock, and how and when this one ends.
    struct Row: Sendable, CustomTestStringConvertible {
        /// For how many seconds the other run holds the lock.
        var held: Int
        /// The options.
        var options: [String]
        /// The exit code.
        var code: ExitCode
        /// After how many seconds it ends, at the most.
        var seconds: Int

        /// The row in one line.
        var testDescription: String { "held for \(held) s, \(options.joined(separator: " "))" }
    }

    @Test(
        "waiting for the lock counts for the deadline of the run",
        arguments: [
            Row(held: 0, options: ["--deadline", "60s"], code: .deferred, seconds: 60),
            Row(held: 50, options: ["--deadline", "60s", "--lock", "wait=5m"], code: .deferred, seconds: 60),
            Row(held: 100, options: ["--deadline", "60s", "--lock", "wait=5m"], code: .temporary, seconds: 60),
            Row(held: 100, options: ["--deadline", "60s", "--lock", "wait=10s"], code: .temporary, seconds: 10),
            Row(held: 100, options: ["--lock", "fail"], code: .temporary, seconds: 0),
        ]
    )
    func deadline(_ row: Row) throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "locked-\(UUID().uuidString)").path
        let locks = "\(folder)/state/loopsweep/locks"
        try FileManager.default.createDirectory(atPath: locks, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: m}\nloops: [a]\n"
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/m.yaml"))
        let time = VirtualTime()
        // A worker holds the task longer than any row lasts.
        let loops = [HumanLoop.sample(.inProgress, name: "a")]
        let service = InMemoryHumanLoops(loops.map { .init($0, heldFor: .seconds(3_600)) }, time: time)
        var environment = CommandEnvironment()
        environment.clock = RunClock(
            elapsed: { time.now.offset },
            sleep: { moment, _ in try await time.sleep(for: moment - time.now.offset) }
        )
        environment.now = { HumanLoop.sampleCreation + time.now.offset }
        environment.variables = [:]
        environment.results = NoSink()
        environment.messages = NoSink()
        environment.takeStopRequest = { _ in }
        environment.connect = { _ in
            (service, account: "123456789012", region: "us-east-1", endpoint: "https://a2i.example")
        }
        let names = LockNames(name: "m", account: nil, region: "us-east-1", endpoint: "https://a2i.example/")
        let other = try RunLock(in: locks, names)
        if row.held > 0 { #expect(try other.take()) }
        let arguments = ["run", "\(folder)/m.yaml", "--yes", "--state-dir", "\(folder)/state"] + row.options
        let (code, seconds) = time.run { [environment] in
            async let release: Void = {
                try? await time.sleep(for: .seconds(row.held))
                other.release()
            }()
            let code = await environment.carryOut(arguments)
            let seconds = time.now.offset
            await release
            return (code, seconds)
        }
        #expect(code == row.code.rawValue)
        #expect(seconds <= .seconds(row.seconds) + .milliseconds(500))
    }

    /// Keeps nothing.
    private final class NoSink: ByteSink {
        let isReaderGone = false

        func write(_ bytes: [UInt8]) throws(ReportWriteError) {}
        func flush() throws(ReportWriteError) {}
        func synchronize() throws(ReportWriteError) {}
        func finish() throws(ReportWriteError) {}
    }
}
