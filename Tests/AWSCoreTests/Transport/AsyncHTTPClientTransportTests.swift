@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// The transport against servers that misbehave.
@Suite
struct AsyncHTTPClientTransportTests {
    /// Sends one request to a URL, and tells how it went.
    private func send(
        to url: String,
        connectTimeout: Duration = .seconds(30),
        callTimeout: Duration = .seconds(30),
        readTimeout: Duration = .seconds(30),
        requestTimeout: Duration? = nil,
        headers: [HTTPHeader] = [HTTPHeader("x-test", "1")],
        body: [UInt8] = [],
        trustStore: TrustStore? = nil
    ) async throws -> Result<HTTPResponse, HTTPTransportError> {
        let configuration = HTTPTransportConfiguration(
            maximumConnections: 2,
            connectTimeout: connectTimeout,
            readTimeout: readTimeout,
            callTimeout: callTimeout,
            maximumBodyBytes: 64,
            trustStore: trustStore
        )
        let endpoint = try #require(ServiceEndpoint(url))
        let request = HTTPRequest(
            method: body.isEmpty ? .delete : .post,
            endpoint: endpoint,
            path: "/human-loops/a%2Fb",
            query: "k=%3A",
            headers: headers,
            body: body,
            timeout: requestTimeout
        )
        return try await AsyncHTTPClientTransport.withTransport(configuration) { transport in
            do {
                return .success(try await transport.send(request))
            } catch let error as HTTPTransportError {
                return .failure(error)
            }
        }
    }

    /// A row: what the server writes, and how the call ends.
    struct Row: Sendable, CustomTestStringConvertible {
        /// What the server writes before it closes the connection.
        var text: String
        /// How far the request came.
        var kind: HTTPTransportError.Kind
        /// The trouble in one word.
        var code: String

        /// What the server writes.
        var testDescription: String { text.debugDescription }
    }

    @Test(
        "a request that was sent is never called unreachable",
        arguments: [
            Row(text: "", kind: .noAnswer, code: "ConnectionClosed"),
            Row(text: "HTTP/1.1 20", kind: .noAnswer, code: "AnswerTruncated"),
            Row(text: "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}", kind: .noAnswer, code: "AnswerTruncated"),
            Row(
                text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
                kind: .noAnswer,
                code: "AnswerTruncated"
            ),
            Row(text: "SSH-2.0-OpenSSH_9.2\r\n", kind: .unreadable, code: "AnswerMalformed"),
            Row(text: "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n", kind: .unreadable, code: "AnswerMalformed"),
            Row(text: "HTTP/1.1 000 No\r\ncontent-length: 0\r\n\r\n", kind: .unreadable, code: "AnswerMalformed"),
            Row(text: "HTTP/1.1 099 No\r\ncontent-length: 2\r\n\r\n{}", kind: .unreadable, code: "AnswerMalformed"),
            Row(
                text: "HTTP/1.1 007\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                kind: .unreadable,
                code: "AnswerMalformed"
            ),
            Row(text: "HTTP/1.1 100 Continue\r\n\r\n", kind: .noAnswer, code: "ConnectionClosed"),
            Row(
                text: "HTTP/1.1 200 OK\r\ncontent-length: 65\r\n\r\n" + String(repeating: "x", count: 65),
                kind: .unreadable,
                code: "AnswerTooLong"
            ),
        ]
    )
    func torn(_ row: Row) async throws {
        for body in [[], [UInt8(1)]] {
            let result = try await RawServer.withServer(.write(row.text, thenClose: true)) {
                try await send(to: $0, body: body)
            }
            let error = try #require(throws: HTTPTransportError.self) { try result.get() }
            #expect(error.kind == row.kind)
            #expect(error.code == row.code)
        }
    }

    @Test("an answer of any status is returned")
    func anyStatus() async throws {
        let text = "HTTP/1.1 418 Teapot\r\nX-Amzn-RequestId: r\r\ncontent-length: 2\r\n\r\nno"
        let result = try await RawServer.withServer(.write(text, thenClose: false)) { try await send(to: $0) }
        let response = try result.get()
        #expect(response.status == 418)
        #expect(response.requestID == "r")
        #expect(response.body == Array("no".utf8))
    }

    @Test(
        "a redirect is not followed, and the error names where it leads",
        arguments: [
            (
                "301 Moved\r\nlocation: https://other.example/a?session=s3cret",
                "sends the call on to 'https://other.example/a'"
            ),
            ("307 Temporary\r\nlocation: http://127.0.0.1:1/", "sends the call on to 'http://127.0.0.1:1/'"),
            ("302 Found", "sends the call elsewhere"),
        ]
    )
    func redirect(_ head: String, _ words: String) async throws {
        let text = "HTTP/1.1 \(head)\r\ncontent-length: 0\r\n\r\n"
        let result = try await RawServer.withServer(.write(text, thenClose: false)) { try await send(to: $0) }
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.kind == .unreadable)
        #expect(error.code == "Redirected")
        #expect(error.message.contains(words))
        #expect(!error.message.contains("s3cret"))
    }

    @Test(
        "an error that gives the request's secrets back is read without them",
        arguments: [
            ("403 No", #"{"message":"t0k/en-of-the-session b"}"#, #"{"message":"<redacted> b"}"#),
            ("403 No", #"{"message":"t0k\/en-of-the-session"}"#, #"{"message":"<redacted>"}"#),
            ("500 No", "t0k/en-of-the-session t0k/en-of-the-session", "<redacted> <redacted>"),
            ("200 OK", "t0k/en-of-the-session", "t0k/en-of-the-session"),
        ]
    )
    func hides(_ status: String, _ body: String, _ expected: String) async throws {
        let text = "HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
        let headers = [HTTPHeader("X-Amz-Security-Token", Secret("t0k/en-of-the-session").exposed)]
        let result = try await RawServer.withServer(.write(text, thenClose: false)) {
            try await send(to: $0, headers: headers)
        }
        #expect(String(decoding: try result.get().body, as: UTF8.self) == expected)
    }

    @Test("the time for a call covers an answer that never comes, and one that never ends")
    func deadline() async throws {
        let endless = "HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n{"
        for behaviour in [RawServer.Behaviour.silence, .write(endless, thenClose: false)] {
            let result = try await RawServer.withServer(behaviour) {
                try await send(to: $0, callTimeout: .milliseconds(600))
            }
            let error = try #require(throws: HTTPTransportError.self) { try result.get() }
            #expect(error.kind == .noAnswer)
            #expect(error.code == "CallTimeout")
        }
    }

    @Test(
        "a request may have less time than the transport gives, and no more",
        arguments: [(.milliseconds(600), .seconds(30)), (.seconds(30), .milliseconds(600))] as [(Duration, Duration)]
    )
    func requestTimeout(_ requestTimeout: Duration, _ callTimeout: Duration) async throws {
        let result = try await RawServer.withServer(.silence) {
            try await send(to: $0, callTimeout: callTimeout, requestTimeout: requestTimeout)
        }
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.code == "CallTimeout")
    }

    @Test("silence is bounded by itself")
    func silence() async throws {
        let result = try await RawServer.withServer(.silence) {
            try await send(to: $0, readTimeout: .milliseconds(60))
        }
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.kind == .noAnswer)
        #expect(error.code == "ReadTimeout")
    }

    @Test("a port where nobody listens is unreachable")
    func refused() async throws {
        // The server has gone when its URL is used.
        let url = try await RawServer.withServer(.silence) { $0 }
        let result = try await send(to: url)
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.kind == .unreachable)
        #expect(error.code == "ConnectionRefused")
    }

    @Test("a name that DNS does not know is unreachable")
    func unknownHost() async throws {
        // The domain is reserved for names that do not exist (RFC 6761).
        let result = try await send(to: "http://loopsweep.invalid")
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.kind == .unreachable)
        #expect(error.code == "HostNotFound")
    }

    @Test("a server without TLS is unreachable by https, and a bundle that is absent is named")
    func tls() async throws {
        let plain = try await RawServer.withServer(.silence) { url in
            // The server waits for an empty line that a handshake does not hold.
            try await send(to: "https" + url.dropFirst(4), connectTimeout: .milliseconds(60))
        }
        let timeout = try #require(throws: HTTPTransportError.self) { try plain.get() }
        #expect(timeout.kind == .unreachable)
        #expect(timeout.code == "ConnectTimeout")
        let bundle = try await RawServer.withServer(.silence) { url in
            try await send(
                to: "https" + url.dropFirst(4),
                trustStore: TrustStore(paths: ["/absent.pem"], source: .given)
            )
        }
        let error = try #require(throws: HTTPTransportError.self) { try bundle.get() }
        #expect(error.kind == .unreachable)
        #expect(error.code == "CertificateBundleMissing")
    }

    @Test("a cancelled task ends its call")
    func cancelled() async throws {
        let kind = try await RawServer.withServer(.silence) { url in
            await withTaskGroup(of: HTTPTransportError.Kind?.self) { group in
                group.addTask {
                    guard let result = try? await send(to: url), case .failure(let error) = result else { return nil }
                    return error.kind
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
        }
        #expect(kind == .cancelled)
    }
}
