import HumanLoops

/// The members of DescribeHumanLoop's answer.
struct DescribeAnswer: Decodable {
    /// The place of the workers' answers.
    struct Output: Decodable {
        /// Where in S3 they are.
        let uri: String?

        /// The service's names of the members.
        private enum CodingKeys: String, CodingKey {
            /// Where in S3 they are.
            case uri = "OutputS3Uri"
        }
    }

    /// The loop's name.
    let name: String
    /// The loop's status, an open set.
    let status: String
    /// When the loop was started.
    let creationTime: WireTimestamp
    /// The ARN of the loop's flow definition.
    let flowDefinitionARN: String?
    /// The loop's own ARN.
    let arn: String?
    /// Why the loop failed, in a word.
    let failureCode: String?
    /// Why the loop failed, in a sentence.
    let failureReason: String?
    /// The place of the workers' answers.
    let output: Output?

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
        /// The loop's own ARN.
        case arn = "HumanLoopArn"
        /// Why the loop failed, in a word.
        case failureCode = "FailureCode"
        /// Why the loop failed, in a sentence.
        case failureReason = "FailureReason"
        /// The place of the workers' answers.
        case output = "HumanLoopOutput"
    }

    /// The loop described, if it is the one that was asked for.
    ///
    /// - Returns: nil when the answer is about another loop.
    func loop(named asked: HumanLoopName) -> HumanLoop? {
        guard name == asked.rawValue else { return nil }
        return HumanLoop(
            name: asked,
            status: HumanLoopStatus(status),
            creationTime: creationTime.value,
            flowDefinitionARN: flowDefinitionARN,
            arn: arn,
            failureCode: failureCode,
            failureReason: failureReason,
            outputS3URI: output?.uri
        )
    }
}
