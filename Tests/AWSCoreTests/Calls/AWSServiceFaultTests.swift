@testable import AWSCore
import AWSSigning
import Testing

/// Errors as services, and what stands in front of them, write them.
@Suite
struct AWSServiceFaultTests {
    /// One answer and what it is read as.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The value of `x-amzn-errortype`.
        var errorType: String?
        /// The body.
        var body: String
        /// The code read.
        var code: String?
        /// The message read.
        var message = ""

        /// The answer in short.
        var testDescription: String { "\(errorType ?? "no header") \(body)" }
    }

    /// Answers of AWS services, of proxies, and broken ones.
    static let rows = [
        Row(errorType: "FooError", body: "{}", code: "FooError"),
        Row(errorType: "FooError:http://internal.amazon.com/coral/com.amazon.x/", body: "", code: "FooError"),
        Row(errorType: "aws.protocoltests#FooError:http://a/b#c", body: "{}", code: "FooError"),
        Row(errorType: "aws.protocoltests#FooError", body: "{}", code: "FooError"),
        Row(errorType: nil, body: #"{"code":"FooError"}"#, code: "FooError"),
        Row(errorType: nil, body: #"{"Code":"FooError"}"#, code: "FooError"),
        Row(errorType: nil, body: #"{"__type":"FooError"}"#, code: "FooError"),
        Row(errorType: nil, body: #"{"__type":"aws#FooError:http://x/"}"#, code: "FooError"),
        Row(errorType: nil, body: #"{"code":"A","__type":"B","message":"m"}"#, code: "A", message: "m"),
        Row(errorType: "H", body: #"{"code":"A","Message":"M"}"#, code: "H", message: "M"),
        Row(errorType: nil, body: #"{"code":"A","message":"m","Message":"M"}"#, code: "A", message: "m"),
        Row(errorType: nil, body: #"{"code":7,"message":null,"Message":"M"}"#, code: nil, message: "M"),
        Row(errorType: "", body: #"{"code":"","__type":"B"}"#, code: "B"),
        Row(errorType: ":x", body: "{}", code: nil),
        Row(
            errorType: nil,
            body: "<html>\n <b>404</b> Not Found\n</html>",
            code: nil,
            message: "<html> <b>404</b> Not Found </html>"
        ),
        Row(errorType: nil, body: #"["code"]"#, code: nil, message: #"["code"]"#),
        Row(errorType: nil, body: #"{"code":"A""#, code: nil, message: #"{"code":"A""#),
        Row(errorType: nil, body: "", code: nil),
    ]

    @Test("the code and the message are found", arguments: rows)
    func parsed(_ row: Row) {
        let headers = row.errorType.map { [HTTPHeader("X-Amzn-ErrorType", $0)] } ?? []
        let fault = AWSServiceFault(HTTPResponse(status: 400, headers: headers, body: Array(row.body.utf8)))
        #expect(fault.code == row.code)
        #expect(fault.message == row.message)
        #expect(fault.requestID == nil)
    }

    @Test(
        "the canonical request that a service gives back is never kept",
        arguments: [
            #"{"message":"It does not match.\n\nThe Canonical String for this request should be\n'GET\n/x'"}"#,
            #"{"Message":"It does not match.\n\nThe String-to-Sign should have been\n'AWS4'"}"#,
            "<ErrorResponse><Error><Code>C</Code><Message>It does not match.\nThe Canonical String for this request "
                + "should have been 'POST'</Message></Error></ErrorResponse>",
            "It does not match. The Canonical String for this request should have been 'GET'",
            "It does not match. the canonical request was GET",
            "It does not match.<StringToSign>AWS4</StringToSign>",
        ]
    )
    func echo(_ body: String) {
        #expect(AWSServiceFault(HTTPResponse(status: 403, body: Array(body.utf8))).message == "It does not match.")
    }

    @Test(
        "what to do follows the service's words, then its code",
        arguments: [
            ("InvalidSignatureException", "Credential should be scoped to a valid region.", "another region"),
            ("SignatureDoesNotMatch", "Credential should be scoped to a valid Region, not 'x'. ", "another region"),
            ("InvalidSignatureException", "Credential should be scoped to correct service: 's3'.", "another service"),
            ("InvalidSignatureException", "Signature expired: 20150830T123600Z is now earlier", "clock is wrong"),
            ("SignatureDoesNotMatch", "Signature not yet current: 20300830T123600Z is still later", "clock is wrong"),
            ("InvalidSignatureException", "Date in Credential scope does not match YYYYMMDD", "clock is wrong"),
            ("InvalidSignatureException", "'Host' must be a 'SignedHeader' in the AWS Authorization.", "on the way"),
            ("InvalidSignatureException", "The request signature we calculated does not match", "copy both keys"),
            ("UnrecognizedClientException", "The security token included in the request is expired", "sign in again"),
            ("UnrecognizedClientException", "The security token included in the request is invalid.", "not known"),
            ("IncompleteSignature", "Authorization header requires existence of 'Date'", "on the way"),
            ("AccessDeniedException", "Credential should be scoped to a valid region.", nil),
        ] as [(String, String, String?)]
    )
    func advice(_ code: String, _ message: String, _ expected: String?) {
        let advice = AWSServiceFault(status: 403, code: code, message: message).advice
        #expect(expected.map { advice?.contains($0) ?? false } ?? (advice == nil), "\(advice ?? "none")")
    }

    @Test("the request id is found under both names", arguments: ["x-amzn-RequestId", "x-amz-request-id"])
    func requestID(name: String) {
        #expect(AWSServiceFault(HTTPResponse(status: 500, headers: [HTTPHeader(name, "r-1")])).requestID == "r-1")
    }

    @Test(
        "a delay is read when it is a whole number of milliseconds",
        arguments: [
            ("1500", .milliseconds(1_500)), ("0", .zero), ("-1", nil), ("soon", nil), ("1.5", nil), ("", nil),
            ("99999999999999999999", nil), ("9223372036854775807", .seconds(86_400)),
        ] as [(String, Duration?)]
    )
    func retryAfter(text: String, expected: Duration?) {
        let response = HTTPResponse(status: 503, headers: [HTTPHeader("x-amz-retry-after", text)])
        #expect(AWSServiceFault(response).retryAfter == expected)
    }

    @Test("a long or deep body is cut or refused, not followed")
    func hostile() {
        let deep = String(repeating: "[", count: 100_000)
        let fault = AWSServiceFault(HTTPResponse(status: 500, body: Array(deep.utf8)))
        #expect(fault.code == nil)
        #expect(fault.message.utf8.count == 200)
        let nested = #"{"code":"# + String(repeating: #"{"a":"#, count: 100_000)
        #expect(AWSServiceFault(HTTPResponse(status: 500, body: Array(nested.utf8))).code == nil)
    }
}
