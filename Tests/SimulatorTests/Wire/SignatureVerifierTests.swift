import AWSSigning
import HumanLoops
import Support
import TestSupport
import Testing

@testable import Simulator

/// Who is let in.
@Suite struct SignatureVerifierTests {
    /// The keys of the tests, which AWS's own examples use.
    private static let credentials = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE",
        secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    )

    /// Makes a verifier.
    private func verifier(
        _ credentials: AWSCredentials = credentials,
        expiration: Timestamp? = nil
    ) -> SignatureVerifier {
        SignatureVerifier(credentials: credentials, expiration: expiration, region: "us-east-1")
    }

    /// Makes a signed stop of `dup-1`.
    private func request(
        _ credentials: AWSCredentials = credentials,
        region: String = "us-east-1",
        service: String = "sagemaker",
        at moment: Timestamp = .sampleStart
    ) -> WireRequest {
        var request = WireRequest(method: "POST", path: "/human-loops/stop")
        request.body = Array(#"{"HumanLoopName": "dup-1"}"#.utf8)
        request.headers = [HTTPHeader("host", "127.0.0.1:80"), HTTPHeader("content-type", "application/json")]
        request.headers += RequestSigner(region: region, service: service).sign(
            method: request.method,
            path: request.path,
            query: request.query,
            headers: request.headers,
            body: request.body,
            with: credentials,
            at: SigningTime(secondsSinceEpoch: moment.millisecondsSinceEpoch / 1_000)
        )
        request.headers.append(HTTPHeader("user-agent", "test"))
        return request
    }

    /// The code a request is refused with; nil when it is let in.
    private func code(
        of request: WireRequest,
        _ verifier: SignatureVerifier? = nil,
        at moment: Timestamp = .sampleStart
    ) -> ServiceRefusal.Code? {
        refusal(of: request, verifier, at: moment)?.code
    }

    /// What a request is refused with; nil when it is let in.
    private func refusal(
        of request: WireRequest,
        _ verifier: SignatureVerifier? = nil,
        at moment: Timestamp = .sampleStart
    ) -> ServiceRefusal? {
        do throws(ServiceRefusal) {
            try (verifier ?? self.verifier()).verify(request, at: moment)
            return nil
        } catch {
            return error
        }
    }

    @Test("a request that botocore signed is let in")
    func botocore() {
        // Case list-minimal of conformance/protocol/a2i-golden, made with botocore 1.43.11.
        var request = WireRequest(method: "GET", path: "/human-loops")
        request.query =
            "FlowDefinitionArn=arn%3Aaws%3Asagemaker%3Aus-east-1%3A123456789012%3Aflow-definition%2Fmy-flow"
        request.headers = [
            HTTPHeader("host", "a2i-runtime.sagemaker.us-east-1.amazonaws.com"),
            HTTPHeader("x-amz-date", "20261122T100000Z"),
            HTTPHeader(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/sagemaker/aws4_request, "
                    + "SignedHeaders=host;x-amz-date, "
                    + "Signature=41a6b5d52d8416d7b61df06578af93c103988c3d3d223624f4716c014704eb2a"
            ),
        ]
        #expect(code(of: request) == nil)
        request.query += "x"
        #expect(code(of: request) == .invalidSignature)
    }

    @Test("a request that was changed on its way is refused")
    func tampered() {
        #expect(code(of: request()) == nil)
        var changed = request()
        changed.body = Array(#"{"HumanLoopName": "dup-2"}"#.utf8)
        #expect(code(of: changed) == .invalidSignature)
        changed = request()
        changed.method = "DELETE"
        #expect(code(of: changed) == .invalidSignature)
        changed = request()
        changed.path = "/human-loops/other"
        #expect(code(of: changed) == .invalidSignature)
        changed = request()
        changed.query = "a=b"
        #expect(code(of: changed) == .invalidSignature)
        changed = request()
        changed.headers[0] = HTTPHeader("host", "elsewhere")
        #expect(code(of: changed) == .invalidSignature)
        changed = request()
        changed.headers.append(HTTPHeader("x-amz-target", "unsigned"))
        #expect(code(of: changed) == .invalidSignature)
    }

    @Test("wrong keys are refused")
    func wrongKeys() {
        let otherSecret = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("other"))
        #expect(code(of: request(otherSecret)) == .invalidSignature)
        let otherID = AWSCredentials(accessKeyID: "OTHER", secretAccessKey: Self.credentials.secretAccessKey)
        #expect(code(of: request(otherID)) == .unrecognizedClient)
        let session = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: Self.credentials.secretAccessKey,
            sessionToken: Secret("token")
        )
        #expect(code(of: request(session)) == .unrecognizedClient)
        #expect(code(of: request(), verifier(session)) == .unrecognizedClient)
        #expect(code(of: request(session), verifier(session)) == nil)
    }

    @Test("a session that is over is refused")
    func expired() {
        let verifier = verifier(expiration: .sampleStart + .seconds(60))
        #expect(code(of: request(), verifier, at: .sampleStart + .seconds(59)) == nil)
        #expect(code(of: request(), verifier, at: .sampleStart + .seconds(60)) == .expiredToken)
    }

    @Test("a signature for another place is refused")
    func scope() {
        #expect(code(of: request(region: "eu-west-1")) == .invalidSignature)
        #expect(code(of: request(service: "execute-api")) == .invalidSignature)
    }

    @Test("a request's time may be five minutes away, and no more")
    func skew() {
        #expect(code(of: request(), at: .sampleStart + .seconds(300)) == nil)
        #expect(code(of: request(), at: .sampleStart - .seconds(300)) == nil)
        #expect(
            refusal(of: request(), at: .sampleStart + .seconds(301))
                == ServiceRefusal(
                    .invalidSignature,
                    "Signature expired: 20261122T100000Z is now earlier than 20261122T100001Z (20261122T100501Z - 5 min.)"
                )
        )
        #expect(
            refusal(of: request(), at: .sampleStart - .seconds(301))
                == ServiceRefusal(
                    .invalidSignature,
                    "Signature not yet current: 20261122T100000Z is still later than 20261122T095959Z "
                        + "(20261122T095459Z + 5 min.)"
                )
        )
    }

    @Test(
        "a header that is no signature is refused",
        arguments: [
            ("", ServiceRefusal.Code.incompleteSignature),
            ("Bearer x", .incompleteSignature),
            ("AWS4-HMAC-SHA256 ", .incompleteSignature),
            ("AWS4-HMAC-SHA256 Credential=a/b/c", .incompleteSignature),
            ("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=1", .invalidSignature),
            (
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/sagemaker/aws4_request, "
                    + "SignedHeaders=x-amz-date, Signature=1",
                .invalidSignature
            ),
            (
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/sagemaker/aws4_request, "
                    + "SignedHeaders=host;x-amz-date, Signature=1",
                .incompleteSignature
            ),
        ]
    )
    func malformed(authorization: String, expected: ServiceRefusal.Code) {
        var request = request()
        request.headers.removeAll { $0.name == "authorization" }
        request.headers.append(HTTPHeader("authorization", authorization))
        #expect(code(of: request) == expected)
    }

    @Test("a request without a signature, or without its time, is refused")
    func missing() {
        var unsigned = request()
        unsigned.headers.removeAll { $0.name == "authorization" }
        #expect(code(of: unsigned) == .missingAuthenticationToken)
        for date in [nil, "yesterday", "20261322T100000Z"] {
            var undated = request()
            undated.headers.removeAll { $0.name == "x-amz-date" }
            if let date { undated.headers.append(HTTPHeader("x-amz-date", date)) }
            #expect(code(of: undated) == .incompleteSignature)
        }
    }
}
