import AWSCore
import Testing

/// Which proxy a host is reached through.
@Suite
struct ProxySettingsTests {
    /// An endpoint of AWS.
    private static let aws = "https://a2i-runtime.sagemaker.us-east-1.amazonaws.com"

    /// Variables with one proxy for TLS and exceptions from it.
    private static func except(_ names: String) -> [String: String] {
        ["HTTPS_PROXY": "http://p:1", "NO_PROXY": names]
    }

    /// Which variable counts, and how its value is read.
    private static let values: [ProxyRow] = [
        ProxyRow([:], aws, "unset"),
        ProxyRow(["HTTPS_PROXY": "http://p:3128"], aws, "p:3128 by HTTPS_PROXY"),
        ProxyRow(["https_proxy": "http://p:3128"], aws, "p:3128 by https_proxy"),
        ProxyRow(["https_proxy": "http://l:1", "HTTPS_PROXY": "http://u:2"], aws, "l:1 by https_proxy"),
        ProxyRow(["https_proxy": "", "HTTPS_PROXY": "http://u:2"], aws, "unset"),
        ProxyRow(["https_proxy": " ", "HTTPS_PROXY": "http://u:2"], aws, "unset"),
        ProxyRow(["HTTP_PROXY": "http://p:1"], aws, "unset"),
        ProxyRow(["HTTP_PROXY": "http://p:1"], "http://example.com", "p:1 by HTTP_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://p:1"], "http://example.com", "unset"),
        ProxyRow(["ALL_PROXY": "http://p:1"], aws, "unset"),
        ProxyRow(["HTTPS_PROXY": "p:3128"], aws, "p:3128 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "//p:3128"], aws, "p:3128 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://p"], aws, "p:80 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "HTTP://P.example/"], aws, "p.example:80 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://p:1/path?x=y"], aws, "p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://u:s@p:1"], aws, "u:s@p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "u:s@p:1"], aws, "u:s@p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://u%40d:s%3A%2f%40@p:1"], aws, "u@d:s:/@@p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://u:a:b@p:1"], aws, "u:a:b@p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://u:a@b@p:1"], aws, "u:a@b@p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://u@p:1"], aws, "u:@p:1 by HTTPS_PROXY"),
        ProxyRow(["HTTPS_PROXY": "http://[2001:db8::1]:8080"], aws, "[2001:db8::1]:8080 by HTTPS_PROXY"),
    ]

    /// What `NO_PROXY` makes exceptions of.
    private static let exceptions: [ProxyRow] = [
        ProxyRow(except("*"), aws, "excepted by NO_PROXY"),
        ProxyRow(except("amazonaws.com"), aws, "excepted by NO_PROXY"),
        ProxyRow(except(".amazonaws.com"), aws, "excepted by NO_PROXY"),
        ProxyRow(except("x.example, AmazonAWS.com ,"), aws, "excepted by NO_PROXY"),
        ProxyRow(except("zonaws.com"), aws, "p:1 by HTTPS_PROXY"),
        ProxyRow(except("*.amazonaws.com"), aws, "p:1 by HTTPS_PROXY"),
        ProxyRow(except("amazonaws.com:443"), aws, "excepted by NO_PROXY"),
        ProxyRow(except("amazonaws.com:444"), aws, "p:1 by HTTPS_PROXY"),
        ProxyRow(except("amazonaws.com:8443"), "https://a.amazonaws.com:8443", "excepted by NO_PROXY"),
        ProxyRow(except("example.com"), "https://example.com", "excepted by NO_PROXY"),
        ProxyRow(except("10.0.0.0/8"), "https://10.1.2.3", "p:1 by HTTPS_PROXY"),
        ProxyRow(except("10.1.2.3"), "https://10.1.2.3", "excepted by NO_PROXY"),
        ProxyRow(except("2001:db8::1"), "https://[2001:db8::1]", "excepted by NO_PROXY"),
        ProxyRow(except(",,"), aws, "p:1 by HTTPS_PROXY"),
        ProxyRow(except("").merging(["no_proxy": "*"]) { $1 }, aws, "excepted by no_proxy"),
        ProxyRow(except("*").merging(["no_proxy": ""]) { $1 }, aws, "p:1 by HTTPS_PROXY"),
    ]

    /// Hosts that no proxy is asked for.
    private static let locals = [
        "http://localhost:8080", "http://api.localhost", "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:1",
        "http://169.254.169.254", "http://169.254.170.2", "http://169.254.170.23", "http://[fd00:ec2::254]",
        "http://[fd00:ec2::23]",
    ].map { ProxyRow(["HTTP_PROXY": "http://p:1"], $0, "local") }

    /// Hosts that only look as if they were on this machine.
    private static let foreigners = [
        "http://notlocalhost", "http://127.example.com", "http://169.255.0.1", "http://[fd00:ec3::1]",
    ].map { ProxyRow(["HTTP_PROXY": "http://p:1"], $0, "p:1 by HTTP_PROXY") }

    @Test("the variables decide as they do for the AWS CLI", arguments: values + exceptions + locals + foreigners)
    func decides(_ row: ProxyRow) throws {
        #expect(try row.outcome() == row.expected)
    }

    @Test(
        "a proxy that cannot be used is told by its variable, its value never",
        arguments: [
            ("https://u:hunter2@p:1", "HTTPS_PROXY names a proxy that is itself spoken to by TLS"),
            ("socks5://u:hunter2@p:1", "HTTPS_PROXY names a SOCKS proxy"),
            ("socks5h://p:1", "HTTPS_PROXY names a SOCKS proxy"),
            ("ftp://u:hunter2@p:1", "HTTPS_PROXY is not the URL of a proxy"),
            ("http://", "HTTPS_PROXY is not the URL of a proxy"),
            ("http://u:hunter2", "HTTPS_PROXY is not the URL of a proxy"),
            ("http://u:hun/ter2@p:1", "HTTPS_PROXY is not the URL of a proxy"),
            ("http://p:0", "HTTPS_PROXY is not the URL of a proxy"),
        ]
    )
    func impossible(_ value: String, _ beginning: String) throws {
        let row = ProxyRow(["HTTPS_PROXY": value], Self.aws, "")
        let outcome = try row.outcome()
        #expect(outcome.hasPrefix("impossible: \(beginning)"))
        #expect(!outcome.contains("hunter2"))
        // Where it is not needed, it does no harm.
        #expect(try ProxyRow(["HTTPS_PROXY": value], "http://example.com", "").outcome() == "unset")
        #expect(try ProxyRow(["HTTPS_PROXY": value], "https://localhost", "").outcome() == "local")
    }

    @Test("a proxy is shown without its user and its password")
    func redacted() throws {
        let row = ProxyRow(["HTTPS_PROXY": "http://alice:hunter2@p:1"], Self.aws, "")
        let settings = ProxySettings(AWSEnvironment(row.variables))
        var dumped = ""
        dump(settings, to: &dumped)
        let decision = settings.decision(for: try #require(ServiceEndpoint(Self.aws)))
        for text in ["\(settings)", String(reflecting: settings), dumped, "\(decision)"] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("alice"))
        }
    }
}
