import AWSServices
import AWSCore
import AWSTestSupport
import HumanLoops
import Testing

/// ListHumanLoops' requests and answers.
@Suite
struct ListTests {
    @Test(
        "a page is read, and an empty token is none",
        arguments: [("null", nil), (#""""#, nil), (#""n+/=""#, "n+/=")]
    )
    func page(token: String, expected: String?) async throws {
        let body = """
            {"HumanLoopSummaries":[
              {"HumanLoopName":"a","HumanLoopStatus":"Stopping","CreationTime":1,"FlowDefinitionArn":"f","X":1},
              {"HumanLoopName":"b","HumanLoopStatus":"Failed","CreationTime":"1970-01-01T00:00:02Z","FailureReason":"r"}
            ],"NextToken":\(token)}
            """
        let page = try await A2IRuntimeCall(.answer(200, body)).client
            .listHumanLoops(HumanLoopQuery(flowDefinitionARN: "f")).value
        #expect(page.summaries.map(\.name.rawValue) == ["a", "b"])
        #expect(page.summaries.map(\.status) == [.stopping, .failed])
        #expect(page.summaries.map(\.creationTime.millisecondsSinceEpoch) == [1_000, 2_000])
        #expect(page.summaries.map(\.flowDefinitionARN) == ["f", nil])
        #expect(page.summaries.map(\.failureReason) == [nil, "r"])
        #expect(page.nextToken == expected)
    }

    @Test("no rows are a page as well")
    func empty() async throws {
        let page = try await A2IRuntimeCall(.answer(200, #"{"HumanLoopSummaries":[]}"#)).client
            .listHumanLoops(HumanLoopQuery(flowDefinitionARN: "f")).value
        #expect(page == HumanLoopPage(summaries: []))
    }

    @Test(
        "a page with a row that cannot be is unreadable as a whole",
        arguments: [
            "", "{}", #"{"HumanLoopSummaries":null}"#, #"{"HumanLoopSummaries":{}}"#, #"{"HumanLoopSummaries":[null]}"#,
            #"{"HumanLoopSummaries":[{"HumanLoopName":"A","HumanLoopStatus":"Failed","CreationTime":1}]}"#,
            #"{"HumanLoopSummaries":[{"HumanLoopName":"a","CreationTime":1}]}"#,
            #"{"HumanLoopSummaries":[{"HumanLoopName":"a","HumanLoopStatus":"Failed"}]}"#,
        ]
    )
    func unreadable(body: String) async throws {
        #expect(try await A2IRuntimeCall(.answer(200, body)).error(of: .list)?.kind == .unreadable)
    }

    @Test("every part of a query is sent, encoded, in the order of the service model")
    func query() async throws {
        let call = try A2IRuntimeCall(.answer(200, #"{"HumanLoopSummaries":[]}"#))
        let query = HumanLoopQuery(
            flowDefinitionARN: "arn:aws:x/y z",
            createdAfter: Timestamp(millisecondsSinceEpoch: 0),
            createdBefore: Timestamp(millisecondsSinceEpoch: 1_500),
            sortOrder: .ascending,
            pageSize: 7,
            nextToken: "+/="
        )
        _ = try await call.client.listHumanLoops(query)
        #expect(
            call.transport.requests.first?.query
                == "FlowDefinitionArn=arn%3Aaws%3Ax%2Fy%20z&CreationTimeAfter=1970-01-01T00%3A00%3A00Z"
                + "&CreationTimeBefore=1970-01-01T00%3A00%3A01.500Z&SortOrder=Ascending"
                + "&MaxResults=7&NextToken=%2B%2F%3D"
        )
    }
}
