extension AWSPartition {
    /// The partition that has all regions whose names tell nothing.
    package static let standard = AWSPartition(
        "aws",
        regionPrefixes: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        globalRegion: "us-east-1",
        suffix: "amazonaws.com",
        dualStackSuffix: "api.aws"
    )

    /// All partitions.
    package static let all = [
        standard,
        AWSPartition(
            "aws-cn",
            regionPrefixes: ["cn"],
            globalRegion: "cn-northwest-1",
            suffix: "amazonaws.com.cn",
            dualStackSuffix: "api.amazonwebservices.com.cn"
        ),
        AWSPartition(
            "aws-us-gov",
            regionPrefixes: ["us-gov"],
            globalRegion: "us-gov-west-1",
            suffix: "amazonaws.com",
            dualStackSuffix: "api.aws"
        ),
        AWSPartition(
            "aws-iso",
            regionPrefixes: ["us-iso"],
            globalRegion: "us-iso-east-1",
            suffix: "c2s.ic.gov",
            dualStackSuffix: "api.aws.ic.gov"
        ),
        AWSPartition(
            "aws-iso-b",
            regionPrefixes: ["us-isob"],
            globalRegion: "us-isob-east-1",
            suffix: "sc2s.sgov.gov",
            dualStackSuffix: "api.aws.scloud"
        ),
        AWSPartition(
            "aws-iso-e",
            regionPrefixes: ["eu-isoe"],
            globalRegion: "eu-isoe-west-1",
            suffix: "cloud.adc-e.uk",
            dualStackSuffix: "api.cloud-aws.adc-e.uk"
        ),
        AWSPartition(
            "aws-iso-f",
            regionPrefixes: ["us-isof"],
            globalRegion: "us-isof-south-1",
            suffix: "csp.hci.ic.gov",
            dualStackSuffix: "api.aws.hci.ic.gov"
        ),
        AWSPartition(
            "aws-eusc",
            regionPrefixes: ["eusc-de"],
            globalRegion: "eusc-de-east-1",
            suffix: "amazonaws.eu",
            dualStackSuffix: "api.amazonwebservices.eu"
        ),
    ]

    /// The partition of a region; one that is in none is taken to be in `aws`, as the SDKs do.
    package init(region: String, among partitions: [AWSPartition] = all) {
        self = partitions.first { $0.contains(region) } ?? .standard
    }
}
