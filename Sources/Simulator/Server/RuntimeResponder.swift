import HTTPTypes
import HumanLoops
import HummingbirdCore
import NIOCore

/// Reads requests off a connection and delivers their answers, whole or otherwise.
struct RuntimeResponder<C: Clock>: Sendable where C.Duration == Duration {
    /// Has the server close a connection that is owed an answer, or the rest of one.
    private struct ConnectionDrop: Error {}

    /// In bytes: the 3 MiB of StartHumanLoop's input, with room for escapes.
    private let bodyLimit = 8 << 20
    private let requestIDName = HTTPField.Name("x-amzn-requestid")
    private let errorTypeName = HTTPField.Name("x-amzn-errortype")
    let endpoint: RuntimeEndpoint
    let clock: C
    let onRequest: (@Sendable (RequestLogEntry) -> Void)?

    /// Answers one request; throws to have the connection closed.
    @concurrent
    func respond(to request: Request, writer: consuming ResponseWriter) async throws {
        let body = try await request.body.collect(upTo: bodyLimit)
        let arrival = clock.now
        let exchange = endpoint.exchange(WireRequest(request.head, body: Array(body.readableBytesView)))
        onRequest?(exchange.entry)
        if exchange.latency > .zero {
            // What the simulator itself takes is a part of the latency, as it is of a service's.
            try await clock.sleep(until: arrival.advanced(by: exchange.latency), tolerance: nil)
        }
        let head = head(of: exchange.answer)
        let answer = ByteBuffer(bytes: exchange.answer.body)
        switch exchange.delivery {
        case .whole, .malformed:
            try await writer.write(response: head, body: ResponseBody(byteBuffer: answer))
        case .dropped: throw ConnectionDrop()
        case .slow(let lag):
            var bodyWriter = try await writer.writeHead(head)
            try await clock.sleep(for: lag)
            try await bodyWriter.write(answer)
            try await bodyWriter.finish(nil)
        case .truncated:
            // An empty body is made to lack something too.
            var head = head
            head.headerFields[.contentLength] = String(answer.readableBytes + 2)
            var bodyWriter = try await writer.writeHead(head)
            try await bodyWriter.write(ByteBuffer(bytes: exchange.answer.body.prefix(answer.readableBytes / 2)))
            throw ConnectionDrop()
        }
    }

    private func head(of answer: WireAnswer) -> HTTPResponse {
        var fields = HTTPFields()
        if let requestIDName { fields[requestIDName] = answer.requestID }
        if let errorTypeName { fields[errorTypeName] = answer.errorType }
        fields[.contentType] = answer.contentType
        fields[.contentLength] = String(answer.body.count)
        fields[.date] = endpoint.loops.time.httpDate
        return HTTPResponse(status: .init(code: answer.status), headerFields: fields)
    }
}

extension Timestamp {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The moment as HTTP's `date` header has it (RFC 9110, section 5.6.7): `Sun, 22 Nov 2026 10:00:00 GMT`.
    var httpDate: String {
        let text = Array(description)
        let field = { (range: Range<Int>) in String(text[range]) }
        let dayOfWeek = Int(millisecondsSinceEpoch / 86_400_000) % 7
        let month = min(max(Int(field(5..<7)) ?? 1, 1), 12)
        return "\(Self.days[(dayOfWeek + 7) % 7]), \(field(8..<10)) \(Self.months[month - 1]) \(field(0..<4)) "
            + "\(field(11..<19)) GMT"
    }
}
