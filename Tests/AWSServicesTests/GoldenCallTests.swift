import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import TestSupport
import Testing

/// Whole calls against botocore's.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct GoldenCallTests {
    /// Cases whose bytes differ from ours by right: their signature is checked in the tests of the signer.
    static let ofOtherBytes = [
        "stop": "botocore writes a blank after the colon of its JSON",
        "stop-session-token": "botocore writes a blank after the colon of its JSON",
        "list-timestamp-subsecond-and-offset": "our moments have milliseconds, its have microseconds",
    ]

    @Test("a call is the request that botocore makes", arguments: GoldenCall.all)
    func request(_ golden: GoldenCall) async throws {
        let call = try A2IRuntimeCall(
            .trouble(.unreadable),
            region: golden.region,
            endpointURL: golden.endpoint_override,
            sessionToken: golden.session_token
        )
        try await make(golden, with: call)
        let request = try #require(call.transport.requests.first)
        #expect(request.method.rawValue == golden.request.method)
        let headers = request.headersByName
        #expect(headers["content-type"] == golden.request.headers["Content-Type"])
        #expect(headers["x-amz-security-token"] == golden.request.headers["X-Amz-Security-Token"])
        guard Self.ofOtherBytes[golden.name] == nil else { return }
        let origin = "\(request.endpoint.scheme.rawValue)://\(request.endpoint.authority)"
        #expect(origin + request.target == golden.request.url)
        #expect(headers["authorization"] == golden.request.headers["Authorization"])
    }

    /// Makes the call that a case is about; the script fails it, because only the request matters.
    private func make(_ golden: GoldenCall, with call: A2IRuntimeCall) async throws {
        let operation = try #require(HumanLoopOperation(rawValue: golden.operation))
        let error = try await call.error(
            of: operation,
            name: golden.input.HumanLoopName ?? A2IRuntimeCall.name,
            query: golden.query
        )
        #expect(error?.code == "Scripted")
    }
}
