@testable import Simulator
import AWSSigning
import HumanLoops
import NIOCore
import Support
import Synchronization
import TestSupport
import Testing

/// The simulator over real sockets.
@Suite struct WithSimulatorTests {
    /// Runs one request against a simulator with the sample account.
    private func ask(
        _ line: String,
        body: String = "",
        fault: FaultKind? = nil,
        configuration: SimulatorConfiguration = SimulatorConfiguration()
    ) async throws -> String {
        var behaviour = ServiceBehaviour()
        behaviour.slowBody = .milliseconds(1)
        if let fault {
            behaviour.faults = FaultShares([FaultRule(operation: nil, kind: fault, basisPoints: 10_000)])
        }
        let service = SimulatedService(account: .sample(.completed), behaviour: behaviour)
        let loops = SimulatedHumanLoops(service) { .sampleStart }
        return try await withSimulator(loops, configuration: configuration, clock: ContinuousClock()) { simulator in
            try await RawConnection.request(line, body: body, to: simulator.url)
        }
    }

    @Test("an answer has the service's headers")
    func headers() async throws {
        let answer = try await ask("GET /human-loops/nobody")
        let lines = answer.split(separator: "\r\n", omittingEmptySubsequences: false).map { $0.lowercased() }
        #expect(lines.first == "http/1.1 404 not found")
        #expect(lines.contains("x-amzn-errortype: resourcenotfoundexception"))
        #expect(lines.contains { $0.hasPrefix("x-amzn-requestid: ") })
        #expect(lines.contains("content-type: application/json"))
        #expect(lines.contains("date: sun, 22 nov 2026 10:00:00 gmt"))
        #expect(answer.hasSuffix("\r\n\r\n{\"Message\":\"Human loop nobody does not exist\"}"))
    }

    @Test("several requests share a connection")
    func keepAlive() async throws {
        let loops = SimulatedHumanLoops(SimulatedService(account: .sample(.inProgress))) { .sampleStart }
        let answers = try await withSimulator(loops, clock: ContinuousClock()) { simulator in
            let body = #"{"HumanLoopName":"dup-1"}"#
            let stop = "POST /human-loops/stop HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
            let delete = "DELETE /human-loops/dup-1 HTTP/1.1\r\nhost: x\r\n\r\n"
            let describe = "GET /human-loops/dup-1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
            return try await RawConnection.exchange(stop + delete + describe, with: simulator.url)
        }
        let statuses = answers.split(separator: "\r\n").filter { $0.hasPrefix("HTTP/1.1") }
        #expect(statuses == ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"])
        #expect(loops.account.status(of: .sample("dup-1"), at: .sampleStart) == nil)
    }

    @Test("a dropped connection is closed without a byte", arguments: [FaultKind.dropBefore, .dropAfter])
    func dropped(fault: FaultKind) async throws {
        #expect(try await ask("GET /human-loops/dup-1", fault: fault).isEmpty)
    }

    @Test(
        "a truncated answer promises more than it holds",
        arguments: ["GET /human-loops/dup-1", "DELETE /human-loops/dup-1"]
    )
    func truncated(line: String) async throws {
        let answer = try await ask(line, fault: .truncated)
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let promised = parts[0].lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
        let length = try #require(promised.flatMap { Int($0.dropFirst(16)) })
        #expect(parts.count == 2)
        #expect(length > parts[1].utf8.count)
    }

    @Test("a malformed answer is a page that is no answer of the API")
    func malformed() async throws {
        let answer = try await ask("GET /human-loops/dup-1", fault: .malformed)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
        #expect(answer.hasSuffix("</html>"))
    }

    @Test("a slow answer comes whole in the end")
    func slow() async throws {
        let answer = try await ask("GET /human-loops/dup-1", fault: .slowBody)
        #expect(answer.contains(#""HumanLoopStatus":"Completed""#))
        #expect(answer.hasSuffix("}"))
    }

    @Test("with keys, a request without a signature is refused, and noted")
    func unsigned() async throws {
        var configuration = SimulatorConfiguration()
        configuration.credentials = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("secret"))
        let log = LogBox()
        configuration.onRequest = { entry in log.entries.withLock { $0.append(entry) } }
        let answer = try await ask("GET /human-loops/dup-1", configuration: configuration)
        #expect(answer.contains("MissingAuthenticationTokenException"))
        #expect(log.entries.withLock { $0.map(\.code) } == [.missingAuthenticationToken])
    }

    @Test("the server ends with its work, and closes what is still open", .timeLimit(.minutes(1)))
    func ends() async throws {
        var behaviour = ServiceBehaviour()
        behaviour.latency = .seconds(3_600)
        let loops = SimulatedHumanLoops(SimulatedService(account: .sample(.completed), behaviour: behaviour)) {
            .sampleStart
        }
        let (idle, waiting) = try await withSimulator(loops, clock: ContinuousClock()) { simulator in
            let idle = try await RawConnection.open("", with: simulator.url)
            let waiting = try await RawConnection.open("GET /human-loops/dup-1 HTTP/1.1\r\n\r\n", with: simulator.url)
            return (idle, waiting)
        }
        try await idle.closeFuture.get()
        try await waiting.closeFuture.get()
    }

    @Test("what is no HTTP does no harm")
    func garbage() async throws {
        let loops = SimulatedHumanLoops(SimulatedService(account: .sample(.completed))) { .sampleStart }
        try await withSimulator(loops, clock: ContinuousClock()) { simulator in
            _ = try await RawConnection.exchange("\u{0}\u{1}garbage\r\n\r\n", with: simulator.url)
            let answer = try await RawConnection.request("GET /human-loops/dup-1", to: simulator.url)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test("a port that is taken is an error in words")
    func portTaken() async throws {
        let loops = SimulatedHumanLoops(SimulatedService(account: .sample(.completed))) { .sampleStart }
        try await withSimulator(loops, clock: ContinuousClock()) { simulator in
            var configuration = SimulatorConfiguration()
            configuration.port = try #require(simulator.url.split(separator: ":" as Character).last.flatMap { Int($0) })
            let port = configuration.port
            let error = await #expect(throws: SimulatorError.self) {
                try await withSimulator(loops, configuration: configuration, clock: ContinuousClock()) { _ in }
            }
            #expect(error?.description.hasPrefix("cannot listen at 127.0.0.1:\(port): ") == true)
        }
    }
}

/// Keeps the entries of a log.
private final class LogBox: Sendable {
    /// The entries in order.
    let entries = Mutex<[RequestLogEntry]>([])
}
