import AWSCore
import AWSSigning
import Synchronization

/// A transport that deals out made-up answers, the first one again after the last, and checks the requests.
///
/// In a body `{name}` stands for the end of the request's path, which is the name of a loop.
final class FuzzedTransport: HTTPTransport {
    /// What parts one answer from the next: a line of its own.
    private static let separator = Array("\n----\n".utf8)
    /// What the end of the request's path takes the place of.
    private static let placeholder = Array("{name}".utf8)

    /// The answers, at least one.
    private let answers: [HTTPResponse]
    /// Gives the answer to a request that is no matter of chance; nil for the next answer.
    private let exception: @Sendable (HTTPRequest) -> HTTPResponse?
    /// How many answers have been dealt out.
    private let count = Mutex(0)

    /// Makes a transport out of the texts of answers; without any, an empty one has the status 200.
    init(
        _ texts: [[UInt8]],
        except exception: @escaping @Sendable (HTTPRequest) -> HTTPResponse? = { _ in nil }
    ) {
        answers = texts.isEmpty ? [HTTPResponse(status: 200)] : texts.map { Self.response($0) }
        self.exception = exception
    }

    /// Parts an input at the lines that stand between its parts.
    static func parts(of bytes: some Collection<UInt8>) -> [[UInt8]] {
        bytes.split(separator: separator, omittingEmptySubsequences: false).map { Array($0) }
    }

    /// Reads an answer: a line with the status, lines of headers, an empty line and the body.
    private static func response(_ bytes: [UInt8]) -> HTTPResponse {
        var response = HTTPResponse(status: 200)
        var rest = bytes[...]
        var isFirst = true
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if isFirst {
                // Lower ones never come out of the HTTP client (ResponseStatusHandler), and higher ones have four digits.
                response.status = min(max(Int(line) ?? 200, 200), 999)
            } else if line.isEmpty {
                break
            } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
                let value = line[line.utf8.index(after: colon)...].drop { $0 == " " }
                response.headers.append(HTTPHeader(String(line[..<colon]), String(value)))
            }
            isFirst = false
        }
        response.body = Array(rest)
        return response
    }

    /// Checks that a request is one line and lines of headers, and deals out an answer.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        for header in request.headers {
            OutputCheck.header(header.name)
            OutputCheck.header(header.value)
        }
        OutputCheck.header(request.target)
        OutputCheck.header(request.endpoint.authority)
        if let answer = exception(request) { return answer }
        let number = count.withLock { count in
            defer { count += 1 }
            return count
        }
        var answer = answers[number % answers.count]
        if let range = answer.body.firstRange(of: Self.placeholder) {
            answer.body.replaceSubrange(range, with: request.path.utf8.reversed().prefix { $0 != 0x2F }.reversed())
        }
        return answer
    }
}
