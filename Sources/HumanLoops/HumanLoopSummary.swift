/// One row of ListHumanLoops: less than a description, and without the loop's ARN and output.
package struct HumanLoopSummary: Hashable, Sendable {
    /// The name the loop is reached by.
    package var name: HumanLoopName
    /// Where the loop stood.
    package var status: HumanLoopStatus
    /// When the loop was started.
    package var creationTime: Timestamp
    /// The ARN of the flow definition the loop was started with; nil when the row held none.
    package var flowDefinitionARN: String?
    /// Why a failed loop failed, in a sentence; nil for other loops.
    package var failureReason: String?

    /// Makes a row from its parts.
    package init(
        name: HumanLoopName,
        status: HumanLoopStatus,
        creationTime: Timestamp,
        flowDefinitionARN: String? = nil,
        failureReason: String? = nil
    ) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.failureReason = failureReason
    }
}
