import FoundationEssentials
import HumanLoops
import TestSupport
import Testing

/// One of the A2I requests that botocore serialized and signed.
struct GoldenCall: Decodable, Sendable, CustomTestStringConvertible {
    /// What the operation was given.
    struct Input: Decodable {
        /// The loop's name.
        var HumanLoopName: String?
        /// The flow definition's ARN.
        var FlowDefinitionArn: String?
        /// The lower bound in time.
        var CreationTimeAfter: String?
        /// The upper bound in time.
        var CreationTimeBefore: String?
        /// The order.
        var SortOrder: String?
        /// The size of a page.
        var MaxResults: Int?
        /// The token of the page before.
        var NextToken: String?
    }

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
        var cases: [GoldenCall]
    }

    /// What the case shows.
    var name: String
    /// The operation's name.
    var operation: String
    /// What the operation was given.
    var input: Input
    /// The region signed for.
    var region: String
    /// The session token, if any.
    var session_token: String?
    /// The endpoint, where it is not the service's own.
    var endpoint_override: String?
    /// The request.
    var request: Request

    /// What the case shows.
    var testDescription: String { name }

    /// The query that the input stands for.
    var query: HumanLoopQuery {
        HumanLoopQuery(
            flowDefinitionARN: input.FlowDefinitionArn ?? "",
            createdAfter: input.CreationTimeAfter.flatMap { Timestamp(rfc3339: $0) },
            createdBefore: input.CreationTimeBefore.flatMap { Timestamp(rfc3339: $0) },
            sortOrder: input.SortOrder.flatMap { HumanLoopQuery.SortOrder(rawValue: $0) },
            pageSize: input.MaxResults,
            nextToken: input.NextToken
        )
    }

    /// All the requests; none where the folder of the vectors is absent.
    static let all: [GoldenCall] = {
        guard let bytes = try? ConformanceData.bytes("protocol/a2i-golden/requests.json") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.cases ?? []
    }()
}
