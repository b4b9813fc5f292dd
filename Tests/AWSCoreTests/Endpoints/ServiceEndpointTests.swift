import AWSCore
import Testing

/// Endpoints read from URLs.
@Suite
struct ServiceEndpointTests {
    @Test(
        "a URL is read and written again",
        arguments: [
            ("https://example.com", "https://example.com", "example.com", 443, ""),
            ("HTTPS://Example.COM/", "https://example.com", "example.com", 443, ""),
            ("https://example.com:443", "https://example.com", "example.com", 443, ""),
            ("http://127.0.0.1:8080/base/", "http://127.0.0.1:8080/base", "127.0.0.1:8080", 8_080, "/base"),
            ("http://localhost:80/a/b%2Fc", "http://localhost/a/b%2Fc", "localhost", 80, "/a/b%2Fc"),
            ("https://[::1]:8443", "https://[::1]:8443", "[::1]:8443", 8_443, ""),
            ("https://[fd00:ec2::254]", "https://[fd00:ec2::254]", "[fd00:ec2::254]", 443, ""),
        ] as [(String, String, String, Int, String)]
    )
    func read(url: String, written: String, authority: String, port: Int, basePath: String) throws {
        let endpoint = try #require(ServiceEndpoint(url))
        #expect(endpoint.description == written)
        #expect(endpoint.authority == authority)
        #expect(endpoint.port == port)
        #expect(endpoint.basePath == basePath)
    }

    @Test(
        "what cannot be an endpoint is refused",
        arguments: [
            "", "example.com", "ftp://example.com", "https://", "https:///path", "https://a b", "https://exämple.com",
            "https://user:pass@example.com", "https://example.com:", "https://example.com:0", "https://example.com:x",
            "https://example.com:65536", "https://example.com:99999999999999999999", "https://example.com:+1",
            "https://example.com?x=1", "https://example.com/#f", "https://example.com/a b", "https://example.com/%zz",
            "https://example.com/%4", "https://example.com/é", "https://[::1", "https://[zz]", "https://[]",
            "https://a:1:2", "https://::1", "https://example.com\r\nX: y",
        ]
    )
    func refused(url: String) {
        #expect(ServiceEndpoint(url) == nil)
    }
}
