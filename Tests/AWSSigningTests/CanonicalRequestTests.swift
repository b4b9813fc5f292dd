import AWSSigning
import TestSupport
import Testing

/// The forms that the published suites do not reach.
@Suite
struct CanonicalRequestTests {
    /// Makes the canonical lines of a request with one header.
    private func lines(path: String = "/", query: String = "", headers: [HTTPHeader] = []) -> [Substring] {
        CanonicalRequest(method: "GET", path: path, query: query, headers: headers, payloadHash: "h")
            .description.split(separator: "\n" as Character, omittingEmptySubsequences: false)
    }

    @Test(
        "a path is resolved and encoded once more",
        arguments: [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/..", "/"),
            ("/../../x", "/x"),
            ("/a/b/..", "/a/"),
            ("/a//b/", "/a/b/"),
            ("/a/./b", "/a/b"),
            ("/2015-03-31/functions/arn%3Aaws/x", "/2015-03-31/functions/arn%253Aaws/x"),
            ("/base path/é", "/base%20path/%C3%A9"),
            ("/human-loops/a~b", "/human-loops/a~b"),
        ]
    )
    func path(wire: String, canonical: String) {
        #expect(lines(path: wire)[1] == canonical)
    }

    @Test(
        "a query is sorted by encoded name and value",
        arguments: [
            ("", ""),
            ("b=2&a=1", "a=1&b=2"),
            ("a=2&a=1&a=", "a=&a=1&a=2"),
            ("flag", "flag="),
            ("a=b=c", "a=b%3Dc"),
            ("a=%2f&a=/", "a=%2F&a=%2F"),
            ("a=%zz", "a=%25zz"),
            ("a=%4", "a=%254"),
            ("a=%", "a=%25"),
            ("a=x+y", "a=x%2By"),
            ("&&a=1&", "a=1"),
        ]
    )
    func query(wire: String, canonical: String) {
        #expect(lines(query: wire)[2] == canonical)
    }

    @Test("headers are folded, joined in the order of the wire and sorted by name")
    func headers() {
        let headers = [
            HTTPHeader("Zulu", "  a \t b\r\n c "), HTTPHeader("Alpha", "2"), HTTPHeader("alpha", "1"),
            HTTPHeader("Empty", " "),
        ]
        #expect(lines(headers: headers)[3...] == ["alpha:2,1", "empty:", "zulu:a b c", "", "alpha;empty;zulu", "h"])
    }

    @Test("any bytes in a path or a query leave only what is allowed")
    func hostileBytes() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let request = CanonicalRequest(method: "GET", path: text, query: text, headers: [], payloadHash: "h")
            let lines = request.description.split(separator: "\n" as Character, omittingEmptySubsequences: false)
            #expect(lines.count == 6)
            #expect(lines[1].utf8.first == UInt8(ascii: "/"))
            #expect(lines[1...2].joined().utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
    }
}
