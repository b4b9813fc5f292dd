import AWSCore
import Support
import YAML

/// What a run does when another one of the same manifest and place is still running.
enum LockPolicy: Hashable, Sendable {
    /// It ends at once.
    case fail
    /// It waits for so long, then ends.
    case wait(Duration)
    /// It does not look.
    case off

    /// How long to wait between two tries at the most.
    static let interval = Duration.milliseconds(250)

    /// How long to wait before the next try, so long after the first one; nil to give up, at `limit` in any case.
    func delay(after elapsed: Duration, limit: Duration? = nil) -> Duration? {
        guard case .wait(let longest) = self else { return nil }
        let rest = min(longest, limit ?? longest) - elapsed
        return rest > .zero ? min(Self.interval, rest) : nil
    }
}

/// `fail`, `wait=5m` or `off`.
struct LockPolicyGrammar: ValueGrammar {
    func value(of text: String) throws(ValueViolation) -> LockPolicy {
        switch text {
        case "fail": return .fail
        case "off": return .off
        default:
            let prefix = "wait="
            guard text.hasPrefix(prefix) else {
                throw ValueViolation(.text, expected: "fail, off or wait=5m", text: text)
            }
            return .wait(try DurationGrammar.positiveDuration.value(of: String(text.dropFirst(prefix.count))))
        }
    }
}

extension ValueGrammar where Self == LockPolicyGrammar {
    static var lockPolicy: Self { LockPolicyGrammar() }
}

/// The names of the files that a run locks.
///
/// A run that knows its account shares the first with others that know theirs, and has the second for itself. One that
/// does not know its account has the first for itself: it may be in the account of any other.
struct LockNames: Hashable, Sendable {
    let ofPlace: String
    /// Nil when the account is not known.
    let ofAccount: String?

    init(name: String, account: String?, region: String, endpoint: String) {
        // The endpoint is a part of the name, for there are services besides AWS's own; as text it may be too long for one.
        let service = ContentDigest.hexadecimal(of: Array(Self.service(at: endpoint).utf8)).prefix(8)
        let beginning = "\(name).\(region).\(service)"
        ofPlace = "\(beginning).any.lock"
        ofAccount = account.map { "\(beginning).\($0).lock" }
    }

    /// Whichever of AWS's own endpoints is called, it is the same service.
    private static let domainsOfAWS = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".amazonwebservices.com.cn"]

    /// Names the service at an endpoint, the same for all the ways of writing where it is.
    static func service(at url: String) -> String {
        guard let endpoint = ServiceEndpoint(url) else { return url }
        var host = endpoint.host
        if host.hasSuffix(".") { host.removeLast() }
        if domainsOfAWS.contains(where: { host.hasSuffix($0) }) { return "aws" }
        return "\(isLoopback(host) ? "loopback" : host):\(endpoint.port)\(endpoint.basePath)"
    }

    /// Takes a host in lower case.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        if host.hasPrefix("[") { return isLoopbackIPv6(host.dropFirst().dropLast()) }
        let numbers = host.split(separator: "." as Character, omittingEmptySubsequences: false).map { UInt8($0) }
        guard numbers.count == 4, !numbers.contains(nil) else { return false }
        return numbers[0] == 127 || numbers.allSatisfy { $0 == 0 }
    }

    /// `::1`, `::`, or an IPv4 address of this machine in an IPv6 form.
    private static func isLoopbackIPv6(_ address: Substring) -> Bool {
        if address.contains("." as Character) {
            return isLoopback(String(address.split(separator: ":" as Character).last ?? ""))
        }
        let digits = address.filter { $0 != ":" && $0 != "0" }
        return digits.isEmpty || digits == "1" && address.last == "1"
    }
}
