/// What the service told of one human loop at one moment (the answer of DescribeHumanLoop).
package struct HumanLoop: Hashable, Sendable {
    /// The name the loop is reached by.
    package var name: HumanLoopName
    /// Where the loop stood.
    package var status: HumanLoopStatus
    /// When the loop was started; with the flow definition it tells a loop from a later one of the same name.
    package var creationTime: Timestamp
    /// The ARN of the flow definition the loop was started with; nil when the answer held none.
    package var flowDefinitionARN: String?
    /// The loop's own ARN; nil when the answer held none.
    package var arn: String?
    /// Why a failed loop failed, in a word (`ValidationError`, `Expired`, `InternalError`, …); nil for other loops.
    package var failureCode: String?
    /// Why a failed loop failed, in a sentence; nil for other loops.
    package var failureReason: String?
    /// Where in S3 the answers of the workers are; nil while there are none.
    package var outputS3URI: String?

    /// Makes a description from its parts.
    package init(
        name: HumanLoopName,
        status: HumanLoopStatus,
        creationTime: Timestamp,
        flowDefinitionARN: String? = nil,
        arn: String? = nil,
        failureCode: String? = nil,
        failureReason: String? = nil,
        outputS3URI: String? = nil
    ) {
        self.name = name
        self.status = status
        self.creationTime = creationTime
        self.flowDefinitionARN = flowDefinitionARN
        self.arn = arn
        self.failureCode = failureCode
        self.failureReason = failureReason
        self.outputS3URI = outputS3URI
    }
}
