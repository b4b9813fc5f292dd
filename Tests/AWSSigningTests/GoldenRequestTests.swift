import AWSSigning
import Support
import TestSupport
import Testing

/// The signer against botocore's.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct GoldenRequestTests {
    @Test("no request has gone missing")
    func count() {
        #expect(GoldenRequest.all.count == 14)
    }

    @Test("the signer adds what botocore added", arguments: GoldenRequest.all)
    func headers(_ golden: GoldenRequest) throws {
        let afterScheme = try #require(golden.request.url.firstRange(of: "://")).upperBound
        let parts = golden.request.url[afterScheme...]
            .split(separator: "?" as Character, maxSplits: 1, omittingEmptySubsequences: false)
        let slash = try #require(parts[0].firstIndex(of: "/"))
        var headers = [HTTPHeader("host", String(parts[0][..<slash]))]
        if let type = golden.request.headers["Content-Type"] { headers.append(HTTPHeader("content-type", type)) }
        let added = RequestSigner(region: golden.region, service: "sagemaker").sign(
            method: golden.request.method,
            path: String(parts[0][slash...]),
            query: parts.count > 1 ? String(parts[1]) : "",
            headers: headers,
            body: Array((golden.request.body ?? "").utf8),
            with: AWSCredentials(
                accessKeyID: "AKIDEXAMPLE",
                secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                sessionToken: golden.session_token.map { Secret($0) }
            ),
            at: try #require(SigningTime("20261122T100000Z"))
        )
        var expected: [String: String] = [:]
        // What describes the body is the caller's and the transport's to add.
        for (name, value) in golden.request.headers where !name.hasPrefix("Content-") {
            expected[name.lowercased()] = value
        }
        #expect(Dictionary(uniqueKeysWithValues: added.map { ($0.name, $0.value) }) == expected)
    }
}
