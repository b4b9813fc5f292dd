@testable import AWSCore
import AWSSigning
import Support
import Testing

/// Programs of this machine.
@Suite
struct LocalProcessRunnerTests {
    /// A runner whose time limit is never reached: a clock that stands still until the task is cancelled.
    private static let patient = LocalProcessRunner { try await ContinuousClock().sleep(for: $0) }

    @Test("a program gets its arguments as they are, nothing to read, and the environment")
    func arguments() async throws {
        let script = #"cat; printf '%s|' "$@"; printf x >&2"#
        let ending = try await Self.patient.run(Secret(["sh", "-c", script, "sh", "a b", "$HOME", "*"]))
        #expect(String(decoding: ending.output.exposed, as: UTF8.self) == "a b|$HOME|*|")
        #expect(ending.messages == "x")
        #expect(ending.trouble == nil)
    }

    @Test("a program may write much to either output")
    func much() async throws {
        let script = "head -c 100000 /dev/zero; head -c 200000 /dev/zero >&2"
        let ending = try await Self.patient.run(Secret(["/bin/sh", "-c", script]))
        #expect(ending.output.exposed.count == 100_000)
        #expect(ending.messages.utf8.count == 65_536)
    }

    @Test("how a program ended is told", arguments: [("exit 3", "exit code 3"), ("kill -9 $$", "signal 9")])
    func endings(_ script: String, _ trouble: String) async throws {
        #expect(try await Self.patient.run(Secret(["/bin/sh", "-c", script])).trouble == trouble)
    }

    @Test("a program that is not there is told", arguments: ["/nonexistent/prog", "no-such-program-anywhere"])
    func missing(program: String) async {
        await #expect(throws: ProcessRunningError.failed(reason: "it is not found, or cannot be executed")) {
            try await Self.patient.run(Secret([program]))
        }
    }

    @Test("a program that writes without end is ended")
    func endless() async {
        await #expect(throws: ProcessRunningError.failed(reason: "it writes more than 16777216 bytes")) {
            try await Self.patient.run(Secret(["yes"]))
        }
    }

    @Test(
        "a program that does not end in time is ended, and what it has started does not hold us up",
        arguments: ["exec sleep 1000", "sleep 20", "trap '' TERM; exec sleep 1000"]
    )
    func timeLimit(script: String) async {
        let hasty = LocalProcessRunner { _ in }
        await #expect(throws: ProcessRunningError.timedOut(after: .seconds(300))) {
            try await hasty.run(Secret(["/bin/sh", "-c", script]))
        }
    }

    @Test("a program is ended when nobody waits for it any more")
    func cancellation() async {
        let result = await withTaskGroup(of: Result<Void, ProcessRunningError>.self) { group in
            group.addTask {
                do throws(ProcessRunningError) {
                    _ = try await Self.patient.run(Secret(["sleep", "1000"]))
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
            group.cancelAll()
            return await group.next()
        }
        guard case .failure(.cancelled) = result else {
            Issue.record("not cancelled: \(String(describing: result))")
            return
        }
    }
}
