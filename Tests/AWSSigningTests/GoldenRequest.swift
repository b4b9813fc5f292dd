import FoundationEssentials
import TestSupport
import Testing

/// One of the A2I requests that botocore serialized and signed.
struct GoldenRequest: Decodable, Sendable, CustomTestStringConvertible {
    /// What went over the wire.
    struct Request: Decodable {
        /// The method in upper case.
        var method: String
        /// The whole URL.
        var url: String
        /// The body, if any.
        var body: String?
        /// The headers that were signed or hold the signature.
        var headers: [String: String]
    }

    /// The file the requests stand in.
    private struct File: Decodable {
        /// The requests.
        var cases: [GoldenRequest]
    }

    /// What the case shows.
    var name: String
    /// The region signed for.
    var region: String
    /// The session token, if any.
    var session_token: String?
    /// The request.
    var request: Request
    /// The canonical form.
    var canonical_request: String
    /// The text that was signed.
    var string_to_sign: String
    /// The signature.
    var signature: String

    /// What the case shows.
    var testDescription: String { name }

    /// All the requests; none where the folder of the vectors is absent.
    static let all: [GoldenRequest] = {
        guard let bytes = try? ConformanceData.bytes("protocol/a2i-golden/requests.json") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.cases ?? []
    }()
}
