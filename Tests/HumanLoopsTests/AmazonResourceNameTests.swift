import HumanLoops
import Testing

/// ARNs taken apart and put together.
@Suite struct AmazonResourceNameTests {
    @Test("An ARN is taken apart at its first five colons")
    func parts() throws {
        let text = "arn:aws-us-gov:sagemaker:us-gov-west-1:012345678901:flow-definition/a:b"
        let arn = try #require(AmazonResourceName(text))
        #expect(arn.partition == "aws-us-gov")
        #expect(arn.service == "sagemaker")
        #expect(arn.region == "us-gov-west-1")
        #expect(arn.account == "012345678901")
        #expect(arn.resource == "flow-definition/a:b")
        #expect(arn.description == text)
    }

    @Test("Region and account may be empty")
    func emptyParts() {
        #expect(AmazonResourceName("arn:aws:s3:::bucket/key")?.account == "")
    }

    @Test(
        "Other texts are no ARNs",
        arguments: [
            "", "arn", "arn:aws:sagemaker:us-east-1:1", "ARN:aws:s3:::b", "arn::s3:::b", "arn:aws::r:1:b",
            "arn:aws:s3:::",
            "dup-000017", "x:aws:s3:r:1:b",
        ]
    )
    func malformed(text: String) {
        #expect(AmazonResourceName(text) == nil)
    }

    /// Resources, and the names of a human loop and a flow definition in them.
    static let names: [(arn: String, loop: String?, flow: String?)] = [
        ("arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-1", "dup-1", nil),
        ("arn:aws:sagemaker:us-east-1:123456789012:human-loop/Dup", nil, nil),
        ("arn:aws:sagemaker:us-east-1:123456789012:human-loop/", nil, nil),
        ("arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review", nil, "review"),
        ("arn:aws:sagemaker:us-east-1:123456789012:flow-definition/", nil, nil),
        ("arn:aws:ec2:us-east-1:123456789012:human-loop/dup-1", nil, nil),
        ("arn:aws:ec2:us-east-1:123456789012:flow-definition/review", nil, nil),
    ]

    @Test("The names of loops and flow definitions come from their own kind of ARN only", arguments: names)
    func resourceNames(arn: String, loop: String?, flow: String?) throws {
        let arn = try #require(AmazonResourceName(arn))
        #expect(arn.humanLoopName?.rawValue == loop)
        #expect(arn.flowDefinitionName == flow)
    }
}
