import AWSSigning
import FoundationEssentials
import Support
import TestSupport
import Testing

/// The published suites of aws-c-auth and smithy-rs.
///
/// They are skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct SigningSuiteTests {
    /// What is left out, and why.
    static let leftOut = [
        "smithy-rs-v4/double-encode-path": "has no context and no signature that fits its request",
        "smithy-rs-v4/double-url-encode": "has no context; its path is a row of CanonicalRequestTests",
        "smithy-rs-v4/get-space-normalized":
            "its request differs from the original: the path is encoded, the canonical path is not encoded again",
    ]

    /// All the cases of both suites but those left out, in the order of their names.
    static let cases: [SigningCase] = {
        guard let root = ConformanceData.root else { return [] }
        return ["aws-c-auth-v4", "smithy-rs-v4"].flatMap { suite in
            ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/sigv4/\(suite)")) ?? []).sorted()
                .map { "\(suite)/\($0)" }
        }
        .filter { leftOut[$0] == nil }
        .map { SigningCase(folder: "sigv4/\($0)") }
    }()

    @Test("no case has gone missing")
    func count() {
        #expect(Self.cases.count == 38 + 40 - Self.leftOut.count)
    }

    @Test("a request signed in its headers has the published forms and signature", arguments: cases)
    func headers(_ aCase: SigningCase) throws {
        let context = try aCase.context()
        let request = try aCase.request("request.txt")
        let time = try SigningCase.time(context.timestamp)
        var headers = request.headers + [HTTPHeader("X-Amz-Date", time.description)]
        if let token = context.credentials.token, context.omit_session_token != true {
            headers.append(HTTPHeader("X-Amz-Security-Token", token))
        }
        if context.sign_body { headers.append(HTTPHeader("x-amz-content-sha256", Self.hash(request.body))) }
        let canonical = CanonicalRequest(
            method: request.method,
            path: request.path,
            query: request.query,
            headers: headers,
            payloadHash: context.sign_body ? Self.hash(request.body) : Self.hash([]),
            pathForm: context.normalize ? .normalized : .asWritten
        )
        try check(canonical, of: aCase, kind: "header", context: context, time: time)
    }

    @Test("a request signed in its query has the published forms and signature", arguments: cases)
    func query(_ aCase: SigningCase) throws {
        let context = try aCase.context()
        let request = try aCase.request("query-signed-request.txt")
        let unsigned = request.query.split(separator: "&" as Character)
            .filter { !$0.hasPrefix("X-Amz-Signature=") }
            .filter { context.omit_session_token != true || !$0.hasPrefix("X-Amz-Security-Token=") }
            .joined(separator: "&")
        let canonical = CanonicalRequest(
            method: request.method,
            path: request.path,
            query: unsigned,
            headers: request.headers,
            payloadHash: context.sign_body ? Self.hash(request.body) : Self.hash([]),
            pathForm: context.normalize ? .normalized : .asWritten
        )
        let time = try SigningCase.time(context.timestamp)
        try check(canonical, of: aCase, kind: "query", context: context, time: time)
    }

    @Test("the signer adds the headers of the published request", arguments: cases)
    func signer(_ aCase: SigningCase) throws {
        let context = try aCase.context()
        // The signer normalizes, signs the body and the token always: what we call wants nothing else.
        guard context.normalize, !context.sign_body, context.omit_session_token != true else { return }
        let request = try aCase.request("request.txt")
        guard request.body.isEmpty else { return }
        let added = RequestSigner(region: context.region, service: context.service).sign(
            method: request.method,
            path: request.path,
            query: request.query,
            headers: request.headers,
            body: request.body,
            with: AWSCredentials(
                accessKeyID: context.credentials.access_key_id,
                secretAccessKey: Secret(context.credentials.secret_access_key),
                sessionToken: context.credentials.token.map { Secret($0) }
            ),
            at: try SigningCase.time(context.timestamp)
        )
        let published = try aCase.request("header-signed-request.txt").headers
        for header in added {
            let twin = try #require(published.last { $0.name.lowercased() == header.name })
            #expect(header.value == twin.value)
        }
    }

    private static func hash(_ body: [UInt8]) -> String { ContentDigest.hexadecimal(of: body) }

    /// Compares the canonical request, the string to sign and the signature with the case's files.
    private func check(
        _ canonical: CanonicalRequest,
        of aCase: SigningCase,
        kind: String,
        context: SigningCase.Context,
        time: SigningTime
    ) throws {
        #expect(canonical.description == (try aCase.text("\(kind)-canonical-request.txt")))
        let scope = CredentialScope(day: time.day, region: context.region, service: context.service)
        let text = StringToSign(time: time, scope: scope, canonicalRequest: canonical)
        #expect(text.description == (try aCase.text("\(kind)-string-to-sign.txt")))
        let secret = Secret(context.credentials.secret_access_key)
        let signature = SigningKey(secretAccessKey: secret, scope: scope).signature(of: text)
        #expect(signature == (try aCase.text("\(kind)-signature.txt")))
    }
}
