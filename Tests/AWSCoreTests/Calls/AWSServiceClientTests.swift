import AWSCore
import AWSSigning
import AWSTestSupport
import Testing

/// One call over a transport that follows a script.
@Suite
struct AWSServiceClientTests {
    /// A service that does not exist.
    private let service = AWSService(endpointPrefix: "p", configurationKey: "p", signingName: "signing")

    /// What a call came to.
    private struct Outcome {
        /// The answer or the error.
        var result: Result<AWSCallAnswer, AWSCallError>
        /// The requests that were sent.
        var requests: [HTTPRequest]
        /// The delays between them.
        var delays: [Duration]
    }

    /// Makes a call over a script.
    private func call(
        _ scope: RetryScope,
        endpointURL: String? = nil,
        isCancelled: Bool = false,
        variables: [String: String] = [:],
        _ steps: ScriptedTransport.Step...
    ) async throws -> Outcome {
        let transport = ScriptedTransport(steps)
        let recording = RecordingSurroundings(isCancelled: isCancelled)
        let configuration = try AWSConfiguration.example(service, endpointURL: endpointURL, variables: variables)
        let client = AWSServiceClient(
            service,
            configuration: configuration,
            credentials: configuration.staticCredentials,
            transport: transport,
            surroundings: recording.surroundings,
            userAgent: UserAgent(product: "loop sweep", version: "1.2")
        )
        let request = AWSRequest(
            .post,
            segments: ["a b", "c"],
            query: [("k", "ü"), ("n", nil)],
            body: [1],
            retryScope: scope
        )
        let result: Result<AWSCallAnswer, AWSCallError>
        do {
            result = .success(try await client.call(request))
        } catch {
            result = .failure(error)
        }
        return Outcome(result: result, requests: transport.requests, delays: recording.delays)
    }

    @Test("a request has the endpoint's path, the signature, and what is not signed")
    func request() async throws {
        let outcome = try await call(
            .standard,
            endpointURL: "http://host:81/base",
            variables: ["AWS_SESSION_TOKEN": "t"],
            .answer(200)
        )
        let request = try #require(outcome.requests.first)
        #expect(request.target == "/base/a%20b/c?k=%C3%BC")
        #expect(request.endpoint.authority == "host:81")
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
        let outcome = try await call(.reads, .trouble(.noAnswer), .answer(503), .answer(200, "ok"))
        #expect(try outcome.result.get().timesSent == 3)
        #expect(outcome.delays.count == 2)
        let numbers = outcome.requests.map { $0.headersByName["amz-sdk-request"] }
        #expect(numbers == ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"])
        #expect(Set(outcome.requests.map { $0.headersByName["amz-sdk-invocation-id"] }).count == 1)
    }

    @Test("a throttle goes back to a paced caller at once", arguments: [RetryScope.reads, .mutations])
    func throttled(scope: RetryScope) async throws {
        let outcome = try await call(scope, .answer(429, #"{"__type":"ThrottlingException"}"#))
        let fault = AWSServiceFault(status: 429, code: "ThrottlingException")
        #expect(failure(outcome) == AWSCallError(.fault(fault), timesSent: 1))
        #expect(outcome.delays.isEmpty)
    }

    @Test(
        "a change whose answer is lost goes back to the caller at once",
        arguments: [ScriptedTransport.Step.trouble(.noAnswer), .trouble(.unreadable), .answer(500), .answer(503)]
    )
    func lost(step: ScriptedTransport.Step) async throws {
        let outcome = try await call(.mutations, step)
        #expect(failure(outcome)?.timesSent == 1)
        #expect(outcome.requests.count == 1)
    }

    @Test("a look that was never sent is tried again, and counts only when it was sent")
    func neverSent() async throws {
        let late = try await call(.reads, .trouble(.unreachable), .trouble(.unreachable), .answer(200))
        #expect(try late.result.get().timesSent == 1)
        let never = try await call(.reads, .trouble(.unreachable), .trouble(.unreachable), .trouble(.unreachable))
        #expect(failure(never)?.timesSent == 0)
    }

    @Test("a change that was never sent goes back to the caller, who looks again first")
    func changeNeverSent() async throws {
        let never = try await call(.mutations, .trouble(.unreachable))
        #expect(failure(never)?.timesSent == 0)
        #expect(never.requests.count == 1)
    }

    @Test("cancellation while waiting ends the call")
    func cancelled() async throws {
        let outcome = try await call(.reads, isCancelled: true, .answer(500))
        #expect(failure(outcome) == AWSCallError(.transport(.cancelled), timesSent: 1))
    }

    @Test("any status but 2xx is a fault", arguments: [100, 199, 300, 302, 304, 399, 400, 404, 600])
    func faults(status: Int) async throws {
        let outcome = try await call(.reads, .answer(status))
        #expect(failure(outcome) == AWSCallError(.fault(AWSServiceFault(status: status, code: nil)), timesSent: 1))
    }

    @Test("AWS_MAX_ATTEMPTS bounds the attempts")
    func attempts() async throws {
        let outcome = try await call(.reads, variables: ["AWS_MAX_ATTEMPTS": "1"], .answer(500))
        #expect(outcome.requests.count == 1)
    }

    /// The error of a call that failed.
    private func failure(_ outcome: Outcome) -> AWSCallError? {
        guard case .failure(let error) = outcome.result else { return nil }
        return error
    }
}
