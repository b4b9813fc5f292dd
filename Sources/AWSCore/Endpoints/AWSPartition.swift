/// A group of regions under one domain (AWS's `partitions.json`, against which the tests compare this table).
package struct AWSPartition: Hashable, Sendable {
    /// The partition's name, as it stands in ARNs: `aws`, `aws-cn`, ….
    package let name: String
    /// What the names of its regions begin with, before the hyphen of their direction: `us-gov` for `us-gov-west-1`.
    let regionPrefixes: [String]
    /// The region that its global services are signed for.
    package let globalRegion: String
    /// What its hosts end in.
    package let suffix: String
    /// What its hosts end in when they are reached by IPv6 as well.
    package let dualStackSuffix: String
    /// Whether its services have hosts whose cryptography is validated (FIPS 140).
    package let supportsFIPS: Bool
    /// Whether its services have hosts that are reached by IPv6 as well.
    package let supportsDualStack: Bool

    /// Makes a partition from its parts; both kinds of special hosts exist unless it is said otherwise.
    package init(
        _ name: String,
        regionPrefixes: [String],
        globalRegion: String,
        suffix: String,
        dualStackSuffix: String,
        supportsFIPS: Bool = true,
        supportsDualStack: Bool = true
    ) {
        self.name = name
        self.regionPrefixes = regionPrefixes
        self.globalRegion = globalRegion
        self.suffix = suffix
        self.dualStackSuffix = dualStackSuffix
        self.supportsFIPS = supportsFIPS
        self.supportsDualStack = supportsDualStack
    }

    /// Whether a region lies in the partition, as far as its name tells: so do regions that are not built yet.
    package func contains(_ region: String) -> Bool {
        region == "\(name)-global" || regionPrefixes.contains { Self.isRegion(region, after: $0) }
    }

    /// Whether a name is a prefix, a hyphen, a direction, a hyphen and a number.
    private static func isRegion(_ name: String, after prefix: String) -> Bool {
        guard name.hasPrefix(prefix) else { return false }
        let parts = name.utf8.dropFirst(prefix.utf8.count).split(
            separator: UInt8(ascii: "-"),
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, parts[0].isEmpty, !parts[1].isEmpty, !parts[2].isEmpty else { return false }
        return parts[1].allSatisfy { isWordByte($0) } && parts[2].allSatisfy { isDigit($0) }
    }

    /// Whether a byte is a letter, a digit or an underscore.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: isDigit(byte)
        }
    }

    /// Whether a byte is a decimal digit.
    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

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
