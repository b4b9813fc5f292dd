/// A group of regions under one domain (AWS's `partitions.json`).
package struct AWSPartition: Hashable, Sendable {
    /// The partition's name, as it stands in ARNs: `aws`, `aws-cn`, ….
    package let name: String
    /// What the names of its regions begin with; empty for the first partition, which has all others.
    let regionPrefix: String
    /// What its hosts end in.
    let suffix: String
    /// What its hosts end in when they are reached by IPv6 as well.
    let dualStackSuffix: String

    /// The partitions that a region's name tells.
    private static let special = [
        AWSPartition("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        AWSPartition("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws"),
        AWSPartition("aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
        AWSPartition("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
        AWSPartition("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        AWSPartition("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        AWSPartition("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    ]

    /// The partition of a region; one that is not known is taken to be in `aws`.
    package init(region: String) {
        self =
            Self.special.first { region.hasPrefix($0.regionPrefix) }
            ?? AWSPartition("aws", "", "amazonaws.com", "api.aws")
    }

    /// Makes a partition from its parts.
    private init(_ name: String, _ regionPrefix: String, _ suffix: String, _ dualStackSuffix: String) {
        self.name = name
        self.regionPrefix = regionPrefix
        self.suffix = suffix
        self.dualStackSuffix = dualStackSuffix
    }
}
