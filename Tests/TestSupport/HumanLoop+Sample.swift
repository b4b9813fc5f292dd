package import HumanLoops

extension HumanLoop {
    /// The account of the loops of tests.
    package static let sampleAccount = "123456789012"
    /// The region of the loops of tests.
    package static let sampleRegion = "us-east-1"
    /// The flow definition of the loops of tests.
    package static let sampleFlowDefinition = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"
    /// When the loops of tests were created: 2026-11-21T12:00:00Z.
    package static let sampleCreation = Timestamp(millisecondsSinceEpoch: 1_795_262_400_000)

    /// Makes a loop that is complete in all its parts; those that matter to a test are given.
    package static func sample(
        _ status: HumanLoopStatus,
        name: String = "dup-000017",
        created: Timestamp = sampleCreation,
        flowDefinition: String? = sampleFlowDefinition,
        account: String = sampleAccount,
        region: String = sampleRegion
    ) -> HumanLoop {
        HumanLoop(
            name: .sample(name),
            status: status,
            creationTime: created,
            flowDefinitionARN: flowDefinition,
            arn: "arn:aws:sagemaker:\(region):\(account):human-loop/\(name)",
            outputS3URI: status == .completed ? "s3://answers/\(name)/output.json" : nil
        )
    }
}
