@testable import AWSCore
import AWSTestSupport
import Testing

/// The transport in front of proxies that do not let it through.
@Suite
struct ProxiedTransportTests {
    /// Sends one request through a proxy to a host that is not there, and tells how it went.
    private func send(
        through proxy: String,
        isDirect: Bool = false,
        to url: String = "http://loopsweep.invalid:8080"
    ) async throws -> HTTPTransportError {
        let variables = ["HTTP_PROXY": proxy, "HTTPS_PROXY": proxy]
        let configuration = HTTPTransportConfiguration(
            maximumConnections: 1,
            proxies: ProxySettings(AWSEnvironment(variables))
        )
        let endpoint = try #require(ServiceEndpoint(url))
        let request = HTTPRequest(method: .get, endpoint: endpoint, path: "/", avoidsProxies: isDirect)
        return try await AsyncHTTPClientTransport.withTransport(configuration) { transport in
            try await #require(throws: HTTPTransportError.self) {
                _ = try await transport.send(request)
            }
        }
    }

    /// A row: what the proxy answers to CONNECT, and how the call ends.
    struct Row: Sendable, CustomTestStringConvertible {
        /// What the proxy answers.
        let answer: String
        /// The user and the password in the variable, with an at sign.
        var login = ""
        /// The trouble in one word.
        let code: String
        /// What its sentence holds.
        let words: String

        /// The trouble in one word, and how it came.
        var testDescription: String { "\(code) \(login)" }
    }

    @Test(
        "a proxy that does not connect is named, with what to do and without its password",
        arguments: [
            Row(
                answer: "HTTP/1.1 407 Auth\r\ncontent-length: 0\r\n\r\n",
                code: "ProxyAuthenticationRequired",
                words: "asks for a user and a password (status 407): write them into the variable"
            ),
            Row(
                answer: "HTTP/1.1 407 Auth\r\ncontent-length: 0\r\n\r\n",
                login: "alice:hunter2@",
                code: "ProxyAuthenticationRequired",
                words: "does not accept the user and the password"
            ),
            Row(
                answer: "HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n",
                login: "alice:hunter2@",
                code: "ProxyRefused",
                words:
                    "will not connect to loopsweep.invalid:8080: have that allowed there, or name 'loopsweep.invalid'"
            ),
            Row(answer: "", login: "alice:hunter2@", code: "ProxyRefused", words: "closed the connection"),
        ]
    )
    func refuses(_ row: Row) async throws {
        let error = try await RawServer.withServer(.write(row.answer, thenClose: true)) { url in
            try await send(through: "http://\(row.login)\(url.dropFirst(7))")
        }
        #expect(error.kind == .unreachable)
        #expect(error.code == row.code)
        #expect(error.isLasting)
        #expect(error.message.hasPrefix("the proxy http://127.0.0.1:"))
        #expect(error.message.contains(" of HTTP_PROXY "))
        #expect(error.message.contains(row.words))
        #expect(!error.message.contains("hunter2"))
    }

    @Test("a proxy that nobody answers for is unreachable, whether it has a name or an address")
    func unreachable() async throws {
        let url = try await RawServer.withServer(.silence) { $0 }
        for proxy in [url, "http://proxy.loopsweep.invalid:1"] {
            let error = try await send(through: proxy)
            #expect(error.kind == .unreachable)
            #expect(error.code == "ProxyUnreachable")
            #expect(error.message.contains("the proxy \(proxy) of HTTP_PROXY cannot be reached"))
            #expect(!error.isLasting)
        }
    }

    @Test("a proxy that cannot be used is told by every call that needs it")
    func notUsable() async throws {
        let error = try await send(through: "socks5://alice:hunter2@127.0.0.1:1", to: "https://loopsweep.invalid")
        #expect(error.kind == .unreachable)
        #expect(error.code == "ProxyNotUsable")
        #expect(error.isLasting)
    }

    @Test("the transport for metadata services asks no proxy, whatever the host")
    func direct() async throws {
        let error = try await RawServer.withServer(.silence) { try await send(through: $0, isDirect: true) }
        #expect(error.code == "HostNotFound")
    }

    @Test("this machine is reached without the proxy")
    func local() async throws {
        let text = "HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n"
        let error = try await RawServer.withServer(.write(text, thenClose: true)) { url in
            try await send(through: "http://proxy.loopsweep.invalid", to: url)
        }
        #expect(error.code == "Redirected")
    }
}
