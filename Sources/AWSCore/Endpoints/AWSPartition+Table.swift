// Made by Tests/Interoperability/partitions.py of botocore's partitions.json.

extension AWSPartition {
    /// All partitions; that of the regions whose names tell nothing comes first.
    static let all = [
        AWSPartition(
            name: "aws",
            regionPrefixes: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
            globalRegion: "us-east-1",
            suffix: "amazonaws.com",
            dualStackSuffix: "api.aws",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-cn",
            regionPrefixes: ["cn"],
            globalRegion: "cn-northwest-1",
            suffix: "amazonaws.com.cn",
            dualStackSuffix: "api.amazonwebservices.com.cn",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-eusc",
            regionPrefixes: ["eusc-de"],
            globalRegion: "eusc-de-east-1",
            suffix: "amazonaws.eu",
            dualStackSuffix: "api.amazonwebservices.eu",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-iso",
            regionPrefixes: ["us-iso"],
            globalRegion: "us-iso-east-1",
            suffix: "c2s.ic.gov",
            dualStackSuffix: "api.aws.ic.gov",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-iso-b",
            regionPrefixes: ["us-isob"],
            globalRegion: "us-isob-east-1",
            suffix: "sc2s.sgov.gov",
            dualStackSuffix: "api.aws.scloud",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-iso-e",
            regionPrefixes: ["eu-isoe"],
            globalRegion: "eu-isoe-west-1",
            suffix: "cloud.adc-e.uk",
            dualStackSuffix: "api.cloud-aws.adc-e.uk",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-iso-f",
            regionPrefixes: ["us-isof"],
            globalRegion: "us-isof-south-1",
            suffix: "csp.hci.ic.gov",
            dualStackSuffix: "api.aws.hci.ic.gov",
            supportsFIPS: true,
            supportsDualStack: true
        ),
        AWSPartition(
            name: "aws-us-gov",
            regionPrefixes: ["us-gov"],
            globalRegion: "us-gov-west-1",
            suffix: "amazonaws.com",
            dualStackSuffix: "api.aws",
            supportsFIPS: true,
            supportsDualStack: true
        ),
    ]
}
