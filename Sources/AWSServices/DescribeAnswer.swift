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
    /// The error that an answer of success names in spite of its status.
    let errorType: String?
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
        /// The error that an answer of success names in spite of its status.
        case errorType = "__type"
        /// Why the loop failed, in a word.
        case failureCode = "FailureCode"
        /// Why the loop failed, in a sentence.
        case failureReason = "FailureReason"
        /// The place of the workers' answers.
        case output = "HumanLoopOutput"
    }

    /// The loop described, if it is the one that was asked for.
    ///
    /// - Returns: nil when the answer is about another loop, by its name or by its ARN, or names an error.
    func loop(named asked: HumanLoopName) -> HumanLoop? {
        guard name == asked.rawValue, errorType == nil, isARN(ofLoop: asked) else { return nil }
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

    /// Whether the answer's ARN, if it has one, is that of a loop of a name, in the partition of its flow definition.
    private func isARN(ofLoop asked: HumanLoopName) -> Bool {
        guard let arn, !arn.isEmpty else { return true }
        guard let arn = AmazonResourceName(arn), arn.humanLoopName == asked else { return false }
        guard let flow = flowDefinitionARN.flatMap({ AmazonResourceName($0) }) else { return true }
        return flow.partition == arn.partition
    }
}
