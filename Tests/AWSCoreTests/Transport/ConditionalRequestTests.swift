@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Synchronization
import Testing

/// Requests that wait for a connection longer than what they rest on is good for.
@Suite
struct ConditionalRequestTests {
    /// An answer of success.
    private static let yes = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"

    /// A row: what is sent before, and whether a body is sent.
    struct Row: Sendable, CustomTestStringConvertible {
        /// How many requests without a condition go before, on the one connection that there is.
        var before: Int
        /// Whether they are under way together with the request, which has to wait for them.
        var isPoolFull = false
        /// The body of the request.
        var body = ""

        /// The row in a few words.
        var testDescription: String {
            "after \(before)\(isPoolFull ? " under way" : "") with \(body.isEmpty ? "no body" : "a body")"
        }
    }

    /// Fresh connections, kept ones, and one that others wait for.
    static let rows = [
        Row(before: 0), Row(before: 0, body: #"{"a":1}"#), Row(before: 1), Row(before: 1, body: #"{"a":1}"#),
        Row(before: 2, isPoolFull: true), Row(before: 2, isPoolFull: true, body: #"{"a":1}"#),
    ]

    /// Makes a request to a URL.
    private static func request(
        _ url: String,
        _ method: HTTPMethod,
        body: String = "",
        _ condition: SendCondition? = nil
    ) throws -> HTTPRequest {
        HTTPRequest(
            method: method,
            endpoint: try #require(ServiceEndpoint(url)),
            path: "/\(method.rawValue.lowercased())",
            headers: [HTTPHeader("x-test", "1")],
            body: Array(body.utf8),
            condition: condition
        )
    }

    /// Sends what a row says, with a condition that is met so many times, and then the request once more without one.
    private func send(
        _ row: Row,
        metTimes: Int,
        to url: String
    ) async throws -> Result<HTTPResponse, HTTPTransportError> {
        let questions = Mutex(0)
        let condition = SendCondition(
            timeLeft: {
                questions.withLock {
                    $0 += 1
                    return $0 <= metTimes ? .seconds(15) : .seconds(-1)
                }
            },
            age: { .zero }
        )
        return try await AsyncHTTPClientTransport.withTransport(.init(maximumConnections: 1)) { transport in
            let before = try Self.request(url, .get)
            let request = try Self.request(url, row.body.isEmpty ? .delete : .post, body: row.body, condition)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<row.before {
                    if row.isPoolFull {
                        group.addTask { _ = try await transport.send(before) }
                    } else {
                        _ = try await transport.send(before)
                    }
                }
                let result = await Self.result(of: request, transport)
                try await group.waitForAll()
                // The transport goes on, on another connection if need be.
                #expect(try await transport.send(before).status == 200)
                return result
            }
        }
    }

    @Test("not one byte is written of a request that waited too long for its connection", arguments: rows)
    func heldBack(_ row: Row) async throws {
        let log = RawServer.Log()
        let result = try await RawServer.withServer(.writeTimes(.max, Self.yes), log: log) {
            try await send(row, metTimes: 1, to: $0)
        }
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.kind == .heldBack)
        #expect(!log.text.contains("DELETE") && !log.text.contains("POST") && !log.text.contains(#"{"a":1}"#))
        #expect(log.text.split(separator: "GET /get ").count == row.before + 1)
    }

    @Test("a request in time is written whole, and nothing tells that it had a condition", arguments: rows)
    func sent(_ row: Row) async throws {
        let log = RawServer.Log()
        let result = try await RawServer.withServer(.writeTimes(.max, Self.yes), log: log) {
            try await send(row, metTimes: 2, to: $0)
        }
        #expect(try result.get().status == 200)
        let line = row.body.isEmpty ? "DELETE /delete HTTP/1.1" : "POST /post HTTP/1.1"
        #expect(log.text.split(separator: line, omittingEmptySubsequences: false).count == 2)
        #expect(row.body.isEmpty || log.text.lowercased().contains("content-length: 7\r\n"), "\(log.text)")
        #expect(log.text.contains(row.body), "\(log.text)")
        #expect(!log.text.contains("loopsweep"))
    }

    @Test("a change is not sent again on another connection when the kept one dies without an answer")
    func once() async throws {
        let log = RawServer.Log()
        let result = try await RawServer.withServer(.writeTimes(1, Self.yes), log: log) { url in
            try await AsyncHTTPClientTransport.withTransport(.init(maximumConnections: 1)) { transport in
                _ = try await transport.send(try Self.request(url, .get))
                let request = try Self.request(url, .delete, SendCondition(timeLeft: { .seconds(15) }, age: { .zero }))
                return await Self.result(of: request, transport)
            }
        }
        let error = try #require(throws: HTTPTransportError.self) { try result.get() }
        #expect(error.kind == .noAnswer)
        #expect(log.text.split(separator: "DELETE ", omittingEmptySubsequences: false).count == 2)
    }

    /// Sends a request and keeps how it went.
    private static func result(
        of request: HTTPRequest,
        _ transport: AsyncHTTPClientTransport
    ) async -> Result<HTTPResponse, HTTPTransportError> {
        do throws(HTTPTransportError) {
            return .success(try await transport.send(request))
        } catch {
            return .failure(error)
        }
    }
}
