import HumanLoops

/// The members of ListHumanLoops' answer.
struct ListAnswer: Decodable {
    /// One row.
    struct Row: Decodable {
        /// The loop's name.
        let name: String
        /// The loop's status, an open set.
        let status: String
        /// When the loop was started.
        let creationTime: WireTimestamp
        /// The ARN of the loop's flow definition.
        let flowDefinitionARN: String?
        /// Why the loop failed, in a sentence.
        let failureReason: String?

        /// The service's names of the members.
        private enum CodingKeys: String, CodingKey {
            /// The loop's name.
            case name = "HumanLoopName"
            /// The loop's status.
            case status = "HumanLoopStatus"
            /// When the loop was started.
            case creationTime = "CreationTime"
            /// The ARN of the loop's flow definition.
            case flowDefinitionARN = "FlowDefinitionArn"
            /// Why the loop failed, in a sentence.
            case failureReason = "FailureReason"
        }
    }

    /// The rows.
    let rows: [Row]
    /// What the next page is asked for with.
    let nextToken: String?
    /// The error that an answer of success names in spite of its status.
    let errorType: String?

    /// The service's names of the members.
    private enum CodingKeys: String, CodingKey {
        /// The rows.
        case rows = "HumanLoopSummaries"
        /// What the next page is asked for with.
        case nextToken = "NextToken"
        /// The error that an answer of success names in spite of its status.
        case errorType = "__type"
    }

    /// The page, if every row has a legal name; an empty token is none.
    ///
    /// - Returns: nil when a row names what no loop can be named, or the answer names an error.
    func page() -> HumanLoopPage? {
        guard errorType == nil else { return nil }
        var summaries: [HumanLoopSummary] = []
        summaries.reserveCapacity(rows.count)
        for row in rows {
            guard let name = HumanLoopName(row.name) else { return nil }
            let summary = HumanLoopSummary(
                name: name,
                status: HumanLoopStatus(row.status),
                creationTime: row.creationTime.value,
                flowDefinitionARN: row.flowDefinitionARN,
                failureReason: row.failureReason
            )
            summaries.append(summary)
        }
        return HumanLoopPage(summaries: summaries, nextToken: nextToken.flatMap { $0.isEmpty ? nil : $0 })
    }
}
