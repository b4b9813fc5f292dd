import Support

/// A group of regions under one domain (AWS's `partitions.json`, against which the tests compare this table).
struct AWSPartition: Hashable, Sendable {
    /// As in ARNs: `aws`, `aws-cn`, ….
    let name: String
    /// What the names of its regions begin with, before the hyphen of their direction: `us-gov` for `us-gov-west-1`.
    let regionPrefixes: [String]
    /// The region that its global services are signed for.
    let globalRegion: String
    /// What its hosts end in.
    let suffix: String
    /// The same of hosts that are reached by IPv6 as well.
    let dualStackSuffix: String
    var supportsFIPS = true
    var supportsDualStack = true

    /// Whether a region lies in the partition, as far as its name tells: so do regions that are not built yet.
    func contains(_ region: String) -> Bool {
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
        return parts[1].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
            && parts[2].allSatisfy(\.isASCIIDigit)
    }
}

extension AWSPartition {
    /// All partitions; that of the regions whose names tell nothing comes first.
    static let all = rows.map { name, prefixes, globalRegion, suffix, dualStackSuffix in
        AWSPartition(
            name: name,
            regionPrefixes: prefixes,
            globalRegion: globalRegion,
            suffix: suffix,
            dualStackSuffix: dualStackSuffix
        )
    }

    private static let rows: [(String, [String], String, String, String)] = [
        ("aws", ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"], "us-east-1", "amazonaws.com", "api.aws"),
        ("aws-cn", ["cn"], "cn-northwest-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("aws-us-gov", ["us-gov"], "us-gov-west-1", "amazonaws.com", "api.aws"),
        ("aws-iso", ["us-iso"], "us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov"),
        ("aws-iso-b", ["us-isob"], "us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud"),
        ("aws-iso-e", ["eu-isoe"], "eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
        ("aws-iso-f", ["us-isof"], "us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
        ("aws-eusc", ["eusc-de"], "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu"),
    ]

    /// The partition of all regions whose names tell nothing.
    static var standard: AWSPartition { all[0] }

    /// The partition of a region; one that is in none is taken to be in `aws`, as the SDKs do.
    init(region: String, among partitions: [AWSPartition] = all) {
        self = partitions.first { $0.contains(region) } ?? .standard
    }
}
