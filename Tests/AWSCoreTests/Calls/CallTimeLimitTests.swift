@testable import AWSCore
import AWSTestSupport
import Testing

/// The time that a call has for all its attempts; in this environment only waiting takes time.
@Suite
struct CallTimeLimitTests {
    @Test("each attempt has what is left of the time, and tells the service until when it is waited for")
    func remaining() async throws {
        let client = try ClientUnderTest(
            [.answer(429), .answer(429), .answer(200)],
            timeLimit: .seconds(10)
        )
        #expect(try await client.call(.standard).get().attempts == 3)
        #expect(client.transport.requests.map { $0.timeout?.components.seconds } == [10, 9, 7])
        #expect(
            client.values(of: "amz-sdk-request") == [
                "ttl=20261122T100010Z; attempt=1; max=3", "ttl=20261122T100009Z; attempt=2; max=3",
                "ttl=20261122T100007Z; attempt=3; max=3",
            ]
        )
    }

    @Test("a delay that would outlast the call is not waited for, and the last trouble is told")
    func tooLate() async throws {
        let client = try ClientUnderTest([.answer(429), .answer(429)], timeLimit: .milliseconds(2_500))
        let error = await #expect(throws: AWSCallError.self) { try await client.call(.standard).get() }
        #expect(error == AWSCallError(failure: .fault(AWSServiceFault(status: 429, code: nil)), attempts: 2))
        #expect(client.recording.delays.count == 1)
    }

    @Test("a call without time is not sent")
    func noTime() async throws {
        let client = try ClientUnderTest([], timeLimit: .zero)
        let error = await #expect(throws: AWSCallError.self) { try await client.call(.standard).get() }
        #expect(error?.attempts == 0)
        guard case .transport(let trouble) = error?.failure else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(trouble.kind == .unreachable)
        #expect(trouble.code == "CallTimeout")
        #expect(client.transport.requests.isEmpty)
    }
}
