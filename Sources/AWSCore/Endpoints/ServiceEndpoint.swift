import AWSSigning
import Support

/// Where a service is reached: scheme, host, port and the path in front of all its own paths.
package struct ServiceEndpoint: Hashable, Sendable, CustomStringConvertible {
    package enum Scheme: String, Sendable {
        /// Clear text: for a service on this machine.
        case http
        case https

        var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    package let scheme: Scheme
    /// An IPv6 address stands in brackets.
    package let host: String
    /// 1 to 65535.
    package let port: Int
    /// What stands in front of every path, without a slash at its end; empty for most endpoints.
    package let basePath: String

    init(scheme: Scheme = .https, host: String) {
        self.scheme = scheme
        self.host = host
        port = scheme.defaultPort
        basePath = ""
    }

    /// Reads a URL such as `https://host` or `http://127.0.0.1:8080/base`; nil when it cannot be an endpoint.
    ///
    /// There may be no user, no query and no fragment.
    package init?(_ url: String) {
        guard let mark = url.firstRange(of: "://"), let scheme = Scheme(rawValue: url[..<mark.lowerBound].lowercased())
        else { return nil }
        let rest = url[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest[authority.endIndex...]
        guard let (host, port) = Self.hostAndPort(authority), Self.isPath(path) else { return nil }
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port ?? scheme.defaultPort
        var end = path
        while end.last == "/" { end.removeLast() }
        basePath = String(end)
    }

    /// The value of the `host` header: the port is in it when it does not go without saying.
    package var authority: String { port == scheme.defaultPort ? host : "\(host):\(port)" }

    /// Without a slash at its end.
    package var description: String { "\(scheme.rawValue)://\(authority)\(basePath)" }

    /// The endpoint as a URL that may be shown and written down: a path's segment that may be a secret is told by its hash.
    package var shown: String {
        let path = basePath.split(separator: "/" as Character, omittingEmptySubsequences: false).map { segment in
            segment.utf8.count < KnownSecrets.shortestRun
                ? String(segment) : "redacted-\(ContentDigest.hexadecimal(of: Array(segment.utf8)).prefix(8))"
        }
        return "\(scheme.rawValue)://\(authority)\(path.joined(separator: "/"))"
    }

    /// Has those parts of a URL hidden that may be secrets: its user, its query, and what looks made up in its path.
    ///
    /// Words and numbers of a path are not: accounts, flow definitions and loops may be called so.
    static func hideSecrets(of url: String) {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest[authority.endIndex...].prefix { $0 != "?" && $0 != "#" }
        let user = authority.split(separator: "@" as Character, omittingEmptySubsequences: false).dropLast()
        let pieces = path.split { !$0.isLetter && !$0.isNumber }.filter { piece in
            piece.contains { $0.isLetter } && piece.contains { $0.isNumber }
        }
        let parts =
            user.flatMap { $0.split(separator: ":" as Character) }
            + rest[path.endIndex...].split { "?#&=;".contains($0) }
        for part in parts + pieces { _ = Secret(String(part)) }
    }

    /// Nil when the host or the port is not a legal one; the port is nil when there is none.
    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
            let digits = authority[authority.index(after: colon)...]
            guard digits.utf8.allSatisfy(\.isASCIIDigit), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            host = authority[..<colon]
            port = number
        }
        return isHost(host) ? (String(host), port) : nil
    }

    /// Whether text is a name, an IPv4 address, or an IPv6 address in brackets, as far as its characters tell.
    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("[") {
            let address = host.dropFirst().dropLast()
            return host.hasSuffix("]") && address.utf8.contains(UInt8(ascii: ":"))
                && address.utf8.allSatisfy { $0.hexadecimalValue != nil || ":.".utf8.contains($0) }
        }
        return (1...253).contains(host.utf8.count)
            && host.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-._".utf8.contains($0) }
    }

    /// Whether text may stand in a request line as a path: printable ASCII that needs no encoding, without a query.
    private static func isPath(_ path: Substring) -> Bool {
        guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !forbiddenInPath.contains($0) }) else {
            return false
        }
        let hasWholeEscapes = path.split(separator: "%" as Character, omittingEmptySubsequences: false).dropFirst()
            .allSatisfy { $0.utf8.prefix(2).count == 2 && $0.utf8.prefix(2).allSatisfy { $0.hexadecimalValue != nil } }
        // The HTTP client drops a path whose escapes are not UTF-8 as a whole.
        return hasWholeEscapes && String(validating: PercentEncoding.decode(path), as: UTF8.self) != nil
    }

    /// What a path may not hold as it stands (RFC 3986, section 3.3).
    private static let forbiddenInPath = Array("?#\"<>[\\]^`{|}".utf8)

    /// Whether the host is this machine (loopback), or an address that only this machine's own network answers.
    ///
    /// Among the latter are the metadata services of instances and containers: 169.254.0.0/16 and fd00:ec2::/32.
    package var isLocal: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        if host == "[::1]" || Self.localPrefixes.contains(where: { host.hasPrefix($0) }) { return true }
        let numbers = host.split(separator: "." as Character, omittingEmptySubsequences: false).map { UInt8($0) }
        guard numbers.count == 4, !numbers.contains(nil) else { return false }
        return numbers[0] == 127 || (numbers[0] == 169 && numbers[1] == 254)
    }

    /// What local addresses of IPv6 begin with, those of IPv4 in an IPv6 form among them.
    private static let localPrefixes = ["[fe80:", "[fd00:ec2:", "[::ffff:127.", "[::ffff:169.254."]
}
