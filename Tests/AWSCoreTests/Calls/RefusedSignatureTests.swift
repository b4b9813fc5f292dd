@testable import AWSCore
import AWSTestSupport
import Testing

/// Signatures that the service refuses, and what is done about them, once in a call.
@Suite
struct RefusedSignatureTests {
    /// A refusal, by a service whose clock is so many seconds ahead, and whether it is tried again.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The service's code.
        var code: String
        /// How far the service's clock is ahead, in seconds; nil when it does not say what time it is.
        var ahead: Int64?
        /// Whether the request is signed again and sent again.
        var isHelped: Bool

        /// The code and the difference.
        var testDescription: String { "\(code), \(ahead.map { "\($0) s" } ?? "no date")" }
    }

    /// The codes that say that the time is wrong, those that may say so, and one that never does.
    static let rows: [Row] =
        ["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"].flatMap {
            [
                Row(code: $0, ahead: 3_600, isHelped: true), Row(code: $0, ahead: -3_600, isHelped: true),
                Row(code: $0, ahead: 10, isHelped: true), Row(code: $0, ahead: nil, isHelped: false),
            ]
        }
        + ["InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"].flatMap {
            [
                Row(code: $0, ahead: 240, isHelped: true), Row(code: $0, ahead: -240, isHelped: true),
                Row(code: $0, ahead: 239, isHelped: false), Row(code: $0, ahead: -239, isHelped: false),
                Row(code: $0, ahead: 0, isHelped: false), Row(code: $0, ahead: nil, isHelped: false),
            ]
        }
        + [Row(code: "AccessDeniedException", ahead: 3_600, isHelped: false)]

    @Test("a signature whose time is wrong is made again with the service's, for changes too", arguments: rows)
    func time(_ row: Row) async throws {
        for scope in [RetryScope.standard, .reads, .mutations] {
            let client = try ClientUnderTest([refusal(row.code, ahead: row.ahead), .answer(200)])
            let result = await client.call(scope)
            #expect(client.transport.requests.count == (row.isHelped ? 2 : 1))
            #expect((try? result.get().attempts) == (row.isHelped ? 2 : nil))
            #expect(client.recording.delays.isEmpty)
            let ahead = row.isHelped ? row.ahead ?? 0 : 0
            #expect(client.client.clock.correction == .seconds(ahead))
            #expect(client.client.clock.difference == row.ahead.map { .seconds($0) })
        }
    }

    @Test("the correction serves all calls after it")
    func lasting() async throws {
        let client = try ClientUnderTest([refusal("RequestExpired", ahead: 3_600), .answer(200), .answer(200)])
        for _ in 1...2 { _ = try await client.call(.mutations).get() }
        let wanted = ["20261122T100000Z", "20261122T110000Z", "20261122T110000Z"]
        #expect(client.values(of: "x-amz-date") == wanted)
        #expect(client.values(of: "amz-sdk-request") == ["attempt=1; max=3", "attempt=2; max=3", "attempt=1; max=3"])
    }

    @Test("a time that is refused twice is reported", arguments: [3_600, 7_200] as [Int64])
    func twice(ahead: Int64) async throws {
        let client = try ClientUnderTest([
            refusal("RequestExpired", ahead: 3_600), refusal("RequestExpired", ahead: ahead),
        ])
        let error = await #expect(throws: AWSCallError.self) { try await client.call(.reads).get() }
        #expect(error?.attempts == 2)
    }

    @Test("another signature is made also when AWS_MAX_ATTEMPTS allows no other attempt", arguments: [false, true])
    func attempts(refusesKeys: Bool) async throws {
        let client = try ClientUnderTest(
            [refusesKeys ? refusal("ExpiredToken") : refusal("RequestExpired", ahead: 3_600), .answer(200)],
            credentials: RenewableKeys(),
            variables: ["AWS_MAX_ATTEMPTS": "1"]
        )
        #expect(try await client.call(.mutations).get().attempts == 2)
    }

    @Test(
        "keys that are refused are renewed, and the request sent again, for changes too",
        arguments: ["ExpiredTokenException", "ExpiredToken", "InvalidClientTokenId", "UnrecognizedClientException"],
        [RetryScope.standard, .reads, .mutations]
    )
    func keys(code: String, scope: RetryScope) async throws {
        let keys = RenewableKeys()
        let client = try ClientUnderTest([refusal(code), .answer(200)], credentials: keys)
        #expect(try await client.call(scope).get().attempts == 2)
        let signers = client.values(of: "authorization").map { $0?.contains("Credential=K2/") }
        #expect(signers == [false, true])
        #expect(keys.held == 2)
    }

    @Test("keys that are refused twice are reported, after one renewal")
    func keysTwice() async throws {
        let keys = RenewableKeys()
        let refusals = Array(repeating: refusal("ExpiredTokenException"), count: 2)
        let client = try ClientUnderTest(refusals, credentials: keys)
        let error = await #expect(throws: AWSCallError.self) { try await client.call(.mutations).get() }
        let fault = AWSServiceFault(status: 403, code: "ExpiredTokenException")
        #expect(error == AWSCallError(failure: .fault(fault), attempts: 2))
        #expect(keys.held == 2)
    }

    @Test("keys that cannot be renewed are reported at once")
    func writtenKeys() async throws {
        let client = try ClientUnderTest([refusal("ExpiredTokenException")])
        await #expect(throws: AWSCallError.self) { try await client.call(.reads).get() }
        #expect(client.transport.requests.count == 1)
    }

    @Test("when no newer keys are had, that is what is reported")
    func lastKeys() async throws {
        let client = try ClientUnderTest([refusal("ExpiredToken")], credentials: RenewableKeys(last: 1))
        let error = await #expect(throws: AWSCallError.self) { try await client.call(.reads).get() }
        #expect(error == AWSCallError(failure: .credentials(CredentialError(.refused, "no more keys")), attempts: 1))
    }

    @Test("time and keys are both put right in one call")
    func both() async throws {
        let client = try ClientUnderTest(
            [refusal("RequestTimeTooSkewed", ahead: -900), refusal("ExpiredToken", ahead: -900), .answer(200)],
            credentials: RenewableKeys()
        )
        #expect(try await client.call(.mutations).get().attempts == 3)
        #expect(client.values(of: "x-amz-date").last == "20261122T094500Z")
    }

    /// A refusal by a service whose clock is so many seconds ahead of 2026-11-22T10:00:00Z.
    private func refusal(_ code: String, ahead: Int64? = nil) -> ScriptedTransport.Step {
        let body = #"{"__type":"\#(code)"}"#
        guard let ahead else { return .answer(403, body) }
        let seconds = 36_000 + ahead
        let fields = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return .answer(403, body, headers: ["Date": "Sun, 22 Nov 2026 \(fields.joined(separator: ":")) GMT"])
    }

    @Test("a call that is cancelled after refusals alone is on its way nowhere", arguments: [true, false])
    func cancelledAfterRefusal(isRefused: Bool) {
        var progress = CallProgress(
            id: "id",
            retries: RetrySession(policy: RetryPolicy(maximumAttempts: 3), scope: .mutations, quota: RetryQuota()),
            deadline: nil
        )
        progress.failed(.fault(AWSServiceFault(status: 400, code: "ExpiredToken")))
        if !isRefused { progress.failed(.fault(AWSServiceFault(status: 500, code: nil))) }
        let error = progress.error(.credentials(.cancelled))
        #expect(error.isRefused == isRefused)
    }
}
