@testable import AWSCore
import AWSTestSupport
import Testing

/// The calls that credentials are fetched with.
@Suite
struct UnsignedCallsTests {
    /// A request to a service on this machine.
    private func request() throws -> HTTPRequest {
        HTTPRequest(method: .get, endpoint: try #require(ServiceEndpoint("http://127.0.0.1:8080")), path: "/c")
    }

    /// Makes a call with three attempts.
    private func send(_ world: FetchingWorld, acceptsSilence: Bool = false) async throws -> AWSCallFailure? {
        let request = try request()
        do throws(AWSCallFailure) {
            _ = try await world.calls.send(policy: RetryPolicy(), acceptsSilence: acceptsSilence) { request }
            return nil
        } catch {
            return error
        }
    }

    @Test("trouble that passes is waited out, and host and user agent are sent")
    func retries() async throws {
        let world = FetchingWorld([.answer(503), .trouble(.noAnswer), .answer(200)])
        #expect(try await send(world) == nil)
        #expect(world.recording.delays.count == 2)
        let headers = world.transport.requests.map(\.headersByName)
        #expect(headers.map { $0["host"] } == ["127.0.0.1:8080", "127.0.0.1:8080", "127.0.0.1:8080"])
        #expect(headers.allSatisfy { $0["user-agent"]?.hasPrefix("test/1 ") == true })
    }

    @Test("a refusal is told at once, and the last trouble when the attempts are used up")
    func endings() async throws {
        let refused = FetchingWorld([.answer(403)])
        #expect(try await send(refused) == .fault(AWSServiceFault(status: 403, code: nil)))
        let busy = FetchingWorld([.answer(500), .answer(500), .answer(503)])
        #expect(try await send(busy) == .fault(AWSServiceFault(status: 503, code: nil)))
        #expect(busy.lines.count == 3)
    }

    @Test("silence is not answered with a second attempt where it is accepted")
    func silence() async throws {
        let world = FetchingWorld([.answer(503), .trouble(.unreachable)])
        let failure = try await send(world, acceptsSilence: true)
        #expect(failure?.mayHaveBeenSent == false)
        #expect(world.lines.count == 2)
    }

    @Test("a cancelled wait ends the call")
    func cancelled() async throws {
        let world = FetchingWorld([.answer(503)], isCancelled: true)
        #expect(try await send(world) == .transport(.cancelled))
    }
}
