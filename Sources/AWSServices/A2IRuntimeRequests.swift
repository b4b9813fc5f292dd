import AWSCore
import HumanLoops

extension AWSRequest {
    /// DescribeHumanLoop: `GET /human-loops/{HumanLoopName}`.
    static func describe(_ name: HumanLoopName) -> AWSRequest {
        AWSRequest(.get, segments: ["human-loops", name.rawValue], retryScope: .reads)
    }

    /// ListHumanLoops: `GET /human-loops?FlowDefinitionArn=…`.
    static func list(_ query: HumanLoopQuery) -> AWSRequest {
        AWSRequest(
            .get,
            segments: ["human-loops"],
            query: [
                (name: "FlowDefinitionArn", value: query.flowDefinitionARN),
                (name: "CreationTimeAfter", value: query.createdAfter.map(\.wireText)),
                (name: "CreationTimeBefore", value: query.createdBefore.map(\.wireText)),
                (name: "SortOrder", value: query.sortOrder?.rawValue),
                (name: "MaxResults", value: query.pageSize.map { String($0) }),
                (name: "NextToken", value: query.nextToken),
            ],
            retryScope: .reads
        )
    }

    /// StopHumanLoop: `POST /human-loops/stop` with the name in the body.
    static func stop(_ name: HumanLoopName, _ permit: SendPermit) -> AWSRequest {
        // A legal name holds nothing that JSON would want escaped.
        AWSRequest(
            .post,
            segments: ["human-loops", "stop"],
            body: Array(#"{"HumanLoopName":"\#(name.rawValue)"}"#.utf8),
            retryScope: .mutations,
            condition: SendCondition(permit)
        )
    }

    /// DeleteHumanLoop: `DELETE /human-loops/{HumanLoopName}`.
    static func delete(_ name: HumanLoopName, _ permit: SendPermit) -> AWSRequest {
        AWSRequest(
            .delete,
            segments: ["human-loops", name.rawValue],
            retryScope: .mutations,
            condition: SendCondition(permit)
        )
    }
}

extension SendCondition {
    fileprivate init(_ permit: SendPermit) { self.init(timeLeft: { permit.timeLeft }, age: permit.lookAge) }
}

extension Timestamp {
    /// The moment as requests hold it: a fraction of a second is written only where there is one (Smithy, `date-time`).
    var wireText: String {
        let text = description
        return text.hasSuffix(".000Z") ? text.dropLast(5) + "Z" : text
    }
}
