@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Testing

/// Calls over a transport that follows a script.
@Suite
struct AWSServiceClientTests {
    @Test("a request has the endpoint's path, the signature, and what is not signed")
    func request() async throws {
        let client = try ClientUnderTest(
            [.answer(200)],
            endpointURL: "http://host:81/base",
            variables: ["AWS_SESSION_TOKEN": "t"]
        )
        _ = try await client.call(.standard).get()
        let request = try #require(client.transport.requests.first)
        #expect(request.target == "/base/a%20b/c?k=%C3%BC")
        #expect(request.endpoint.authority == "host:81")
        #expect(request.timeout == nil)
        #expect(
            request.headers.map(\.name) == [
                "host", "content-type", "x-amz-date", "x-amz-security-token", "authorization", "user-agent",
                "amz-sdk-invocation-id", "amz-sdk-request",
            ]
        )
        let values = request.headersByName
        #expect(values["host"] == "host:81")
        #expect(values["x-amz-date"] == "20261122T100000Z")
        #expect(values["authorization"]?.contains("/20261122/us-east-1/signing/aws4_request, SignedHeaders=") == true)
        #expect(values["authorization"]?.contains("=content-type;host;x-amz-date;x-amz-security-token, ") == true)
        #expect(values["user-agent"]?.hasPrefix("loop-sweep/1.2 ua/2.1 os/linux ") == true)
        #expect(values["amz-sdk-invocation-id"] == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(values["amz-sdk-request"] == "attempt=1; max=3")
    }

    @Test("a read is tried again after trouble that passes, with one id and a number for each attempt")
    func retried() async throws {
        let client = try ClientUnderTest([.trouble(.noAnswer), .answer(503), .answer(200, "ok")])
        #expect(try await client.call(.reads).get().attempts == 3)
        #expect(client.recording.delays.count == 2)
        #expect(client.values(of: "amz-sdk-request") == (1...3).map { "attempt=\($0); max=3" })
        #expect(Set(client.values(of: "amz-sdk-invocation-id")).count == 1)
    }

    @Test("a throttle goes back to a paced caller at once", arguments: [RetryScope.reads, .mutations])
    func throttled(scope: RetryScope) async throws {
        let client = try ClientUnderTest([.answer(429, #"{"__type":"ThrottlingException"}"#)])
        let fault = AWSServiceFault(status: 429, code: "ThrottlingException")
        #expect(await failure(client.call(scope)) == AWSCallError(failure: .fault(fault), attempts: 1))
        #expect(client.recording.delays.isEmpty)
    }

    @Test(
        "a change whose answer is lost goes back to the caller at once",
        arguments: [ScriptedTransport.Step.trouble(.noAnswer), .trouble(.unreadable), .answer(500), .answer(503)]
    )
    func lost(step: ScriptedTransport.Step) async throws {
        let client = try ClientUnderTest([step])
        #expect(await failure(client.call(.mutations))?.attempts == 1)
        #expect(client.transport.requests.count == 1)
    }

    @Test("a look that was never sent is tried again, and counts only when it was sent")
    func neverSent() async throws {
        let late = try ClientUnderTest([.trouble(.unreachable), .trouble(.unreachable), .answer(200)])
        #expect(try await late.call(.reads).get().attempts == 1)
        let never = try ClientUnderTest(Array(repeating: .trouble(.unreachable), count: 3))
        #expect(await failure(never.call(.reads))?.attempts == 0)
    }

    @Test("a change that was never sent goes back to the caller, who looks again first")
    func changeNeverSent() async throws {
        let never = try ClientUnderTest([.trouble(.unreachable)])
        #expect(await failure(never.call(.mutations))?.attempts == 0)
        #expect(never.transport.requests.count == 1)
    }

    @Test("cancellation while waiting ends the call")
    func cancelled() async throws {
        let client = try ClientUnderTest([.answer(500)], environment: RecordingEnvironment(isCancelled: true))
        #expect(await failure(client.call(.reads)) == AWSCallError(failure: .transport(.cancelled), attempts: 1))
    }

    @Test("any status but 2xx is a fault", arguments: [100, 199, 300, 302, 304, 399, 400, 404, 600])
    func faults(status: Int) async throws {
        let client = try ClientUnderTest([.answer(status)])
        let fault = AWSServiceFault(status: status, code: nil)
        #expect(await failure(client.call(.reads)) == AWSCallError(failure: .fault(fault), attempts: 1))
    }

    @Test("AWS_MAX_ATTEMPTS bounds the attempts")
    func attempts() async throws {
        let client = try ClientUnderTest([.answer(500)], variables: ["AWS_MAX_ATTEMPTS": "1"])
        _ = await client.call(.reads)
        #expect(client.transport.requests.count == 1)
    }

    /// The error of a call that failed.
    private func failure(_ result: Result<HTTPResponse, AWSCallError>) -> AWSCallError? {
        guard case .failure(let error) = result else { return nil }
        return error
    }
}
