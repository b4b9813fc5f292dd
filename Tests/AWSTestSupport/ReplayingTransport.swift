package import AWSCore
import AWSSigning
import FoundationEssentials
import Synchronization

/// A transport that gives the answers of a recording, to the very requests that were recorded and in their order.
///
/// Of a request the method, the URL, what it presents itself with, and the action of its form must be as recorded; time,
/// signatures and names of sessions differ from run to run. An answer that invites another attempt is given again when
/// the recording is at its end: not all clients try again as often.
package final class ReplayingTransport: HTTPTransport {
    /// How far the recording has been played.
    private struct Progress {
        /// The exchanges that are left.
        var rest: ArraySlice<RecordedExchange>
        /// The exchange that was played last.
        var last: RecordedExchange?
        /// What was not as recorded.
        var deviations: [String] = []
    }

    /// What a request presents itself with.
    private static let presentedHeaders = ["x-aws-ec2-metadata-token", "x-amz-sso_bearer_token"]

    /// How far the recording has been played.
    private let progress: Mutex<Progress>

    /// Makes a transport for a recording.
    ///
    /// - Throws: `DecodingError` when the bytes are no recording.
    package init(recording bytes: [UInt8]) throws {
        let recording = try JSONDecoder().decode(Recording.self, from: Data(bytes))
        progress = Mutex(Progress(rest: recording.exchanges[...]))
    }

    /// What was not as recorded, requests that never came included.
    package var deviations: [String] {
        progress.withLock { $0.deviations + $0.rest.map { "not sent: \($0.line)" } }
    }

    /// Gives the recorded answer.
    ///
    /// - Throws: `HTTPTransportError` when the request is not the recorded one.
    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let exchange = progress.withLock { progress -> RecordedExchange? in
            if progress.rest.isEmpty, let last = progress.last, last.status >= 500, Self.deviation(request, last) == nil
            {
                return last
            }
            guard let next = progress.rest.popFirst() else {
                progress.deviations.append("not recorded: \(request.line)")
                return nil
            }
            progress.last = next
            if let deviation = Self.deviation(request, next) { progress.deviations.append(deviation) }
            return next
        }
        guard let exchange else {
            throw HTTPTransportError(.unreadable, code: "NotRecorded", message: "\(request.line) is not recorded")
        }
        return HTTPResponse(
            status: exchange.status,
            headers: exchange.answerHeaders.map { HTTPHeader($0.key, $0.value) },
            body: Array(exchange.answer.utf8)
        )
    }

    /// Names what of a request is not as recorded.
    ///
    /// - Returns: nil when all is.
    private static func deviation(_ request: HTTPRequest, _ exchange: RecordedExchange) -> String? {
        let url = "\(request.endpoint.scheme.rawValue)://\(request.endpoint.authority)\(request.target)"
        let line = line(request.method.rawValue, url)
        guard line == exchange.line else { return "\(line) instead of \(exchange.line)" }
        let headers = request.headersByName
        for name in presentedHeaders where headers[name] != exchange.headers[name] {
            return "\(line) with another \(name)"
        }
        if isSigned(headers) != isSigned(exchange.headers) {
            return "\(line) signed or not signed"
        }
        let sent = String(decoding: request.body, as: UTF8.self).prefix { $0 != "&" }
        let recorded = exchange.body.prefix { $0 != "&" }
        return sent == recorded ? nil : "\(line) with \(sent) instead of \(recorded)"
    }

    /// Whether headers hold a signature.
    private static func isSigned(_ headers: [String: String]) -> Bool {
        headers["authorization"]?.hasPrefix("AWS4-HMAC-SHA256 ") == true
    }

    /// Writes a method and a URL so that two that mean the same are equal.
    static func line(_ method: String, _ url: String) -> String {
        let parts = url.split(separator: "?" as Character, maxSplits: 1)
        var address = parts.first.map(String.init) ?? ""
        // A URL without a path stands for one with a slash.
        if address.split(separator: "/" as Character, omittingEmptySubsequences: false).count == 3 { address += "/" }
        let query = parts.dropFirst().first?.split(separator: "&" as Character).sorted().joined(separator: "&") ?? ""
        return "\(method) \(address)\(query.isEmpty ? "" : "?\(query)")"
    }
}
