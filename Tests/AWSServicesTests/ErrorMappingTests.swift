import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import Testing

/// The service's refusals, and what else comes in place of its answers.
@Suite
struct ErrorMappingTests {
    /// One answer and what it is read as.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The HTTP status.
        var status: Int
        /// The error code; nil for an answer that names none.
        var code: String?
        /// What it is read as.
        var kind: HumanLoopServiceError.Kind

        /// The answer in short.
        var testDescription: String { "\(status) \(code ?? "without a code")" }
    }

    /// Codes of the service and of AWS's front end, and answers of things in between.
    static let rows = [
        Row(status: 404, code: "ResourceNotFoundException", kind: .notFound),
        Row(status: 400, code: "ResourceNotFoundException", kind: .notFound),
        Row(status: 500, code: "ResourceNotFoundException", kind: .server),
        Row(status: 404, code: nil, kind: .unreadable),
        Row(status: 404, code: "UnknownOperationException", kind: .rejected),
        Row(status: 400, code: "ValidationException", kind: .invalid),
        Row(status: 409, code: "ConflictException", kind: .invalid),
        Row(status: 429, code: "ThrottlingException", kind: .throttled),
        Row(status: 400, code: "ThrottlingException", kind: .throttled),
        Row(status: 503, code: "SlowDown", kind: .throttled),
        Row(status: 429, code: nil, kind: .throttled),
        Row(status: 429, code: "Whatever", kind: .throttled),
        Row(status: 403, code: "AccessDeniedException", kind: .accessDenied),
        Row(status: 403, code: "AccessDenied", kind: .accessDenied),
        Row(status: 403, code: "UnrecognizedClientException", kind: .credentials),
        Row(status: 403, code: "InvalidSignatureException", kind: .credentials),
        Row(status: 403, code: "SignatureDoesNotMatch", kind: .credentials),
        Row(status: 403, code: "ExpiredTokenException", kind: .credentials),
        Row(status: 400, code: "ExpiredToken", kind: .credentials),
        Row(status: 403, code: "InvalidClientTokenId", kind: .credentials),
        Row(status: 403, code: "MissingAuthenticationTokenException", kind: .credentials),
        Row(status: 403, code: "MissingAuthenticationToken", kind: .credentials),
        Row(status: 400, code: "IncompleteSignature", kind: .credentials),
        Row(status: 403, code: "RequestTimeTooSkewed", kind: .credentials),
        Row(status: 403, code: "SubscriptionRequiredException", kind: .accessDenied),
        Row(status: 408, code: "RequestTimeoutException", kind: .server),
        Row(status: 400, code: "RequestTimeout", kind: .server),
        Row(status: 408, code: nil, kind: .server),
        Row(status: 499, code: "CLIENT_CLOSED", kind: .server),
        Row(status: 500, code: "InternalServerException", kind: .server),
        Row(status: 502, code: nil, kind: .server),
        Row(status: 501, code: "NotImplemented", kind: .server),
        Row(status: 402, code: "ServiceQuotaExceededException", kind: .rejected),
        Row(status: 403, code: nil, kind: .unreadable),
        Row(status: 400, code: nil, kind: .unreadable),
        Row(status: 301, code: nil, kind: .unreadable),
        Row(status: 307, code: "ResourceNotFoundException", kind: .unreadable),
        Row(status: 304, code: nil, kind: .unreadable),
        Row(status: 101, code: nil, kind: .unreadable),
        Row(status: 999, code: "X", kind: .unreadable),
    ]

    @Test("a code or a status has its kind, whatever the operation", arguments: rows)
    func kinds(_ row: Row) async throws {
        for operation in HumanLoopOperation.allCases {
            let body = row.code.map { #"{"__type":"\#($0)","Message":"why"}"# } ?? "<html>page</html>"
            let answer = ScriptedTransport.Step.answer(row.status, body, headers: ["x-amzn-RequestId": "r-1"])
            let call = try A2IRuntimeCall(answer, answer, answer)
            let error = try #require(try await call.error(of: operation))
            #expect(error.kind == row.kind)
            #expect(error.code == row.code ?? "HTTP\(row.status)")
            #expect(error.message.hasPrefix(row.code == nil ? "<html>page</html>" : "why"))
            #expect(error.requestID == "r-1")
            #expect(error.httpStatus == row.status)
            #expect(error.attempts == call.transport.requests.count)
        }
    }

    @Test(
        "trouble on the way keeps its kind, and what was never sent counts no attempt",
        arguments: [
            (.unreachable, 0, 3), (.noAnswer, 3, 3), (.unreadable, 1, 1), (.cancelled, 1, 1),
        ] as [(HumanLoopServiceError.Kind, Int, Int)]
    )
    func transport(kind: HumanLoopServiceError.Kind, attempts: Int, requests: Int) async throws {
        let step: ScriptedTransport.Step =
            switch kind {
            case .unreachable: .trouble(.unreachable)
            case .noAnswer: .trouble(.noAnswer)
            case .cancelled: .trouble(.cancelled)
            default: .trouble(.unreadable)
            }
        let call = try A2IRuntimeCall(step, step, step)
        let error = try #require(try await call.error(of: .describe))
        #expect(error.kind == kind)
        #expect(error.code == "Scripted")
        #expect(error.attempts == attempts)
        #expect(error.httpStatus == nil)
        #expect(call.transport.requests.count == requests)
    }

    @Test("a read that succeeds at its third attempt says so")
    func attempts() async throws {
        let body = #"{"CreationTime":0,"HumanLoopName":"dup-000017","HumanLoopStatus":"Stopped"}"#
        let call = try A2IRuntimeCall(.answer(500), .trouble(.noAnswer), .answer(200, body))
        let name = try #require(HumanLoopName(A2IRuntimeCall.name))
        #expect(try await call.client.describeHumanLoop(name).attempts == 3)
    }

    @Test(
        "what to do is said where the service's own words do not",
        arguments: [
            ("AccessDeniedException", "no", "no; it needs the IAM action sagemaker:DeleteHumanLoop"),
            ("AccessDeniedException", "No.", "No; it needs the IAM action sagemaker:DeleteHumanLoop"),
            (
                "InvalidSignatureException", "Credential should be scoped to a valid region.",
                "Credential should be scoped to a valid region; the call was signed for another region than the "
                    + "endpoint's: give --region, AWS_REGION or target.region the endpoint's region"
            ),
            ("AccessDeniedException", "", "it needs the IAM action sagemaker:DeleteHumanLoop"),
            ("AccessDeniedException", "no sagemaker:DeleteHumanLoop", "no sagemaker:DeleteHumanLoop"),
            ("OptInRequired", "no", "no"),
            ("ExpiredTokenException", "old", "old; the session has ended: sign in again, or export new keys"),
            ("ValidationException", "odd", "odd"),
        ]
    )
    func advice(_ code: String, _ words: String, _ expected: String) async throws {
        let answer = ScriptedTransport.Step.answer(403, #"{"__type":"\#(code)","Message":"\#(words)"}"#)
        let call = try A2IRuntimeCall(answer, answer, answer)
        #expect(try await call.error(of: .delete)?.message == expected)
    }
}
