import Support

/// A group of regions under one domain (AWS's `partitions.json`, of which `Tests/Interoperability/partitions.py` makes the table).
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

    /// The partition of all regions whose names tell nothing.
    static var standard: AWSPartition { all[0] }

    /// The partition of a region; one that is in none is taken to be in `aws`, as the SDKs do.
    init(region: String, among partitions: [AWSPartition] = all) {
        self = partitions.first { $0.contains(region) } ?? .standard
    }

    /// What is doubtful about a region, with the way out; nil when its name is like those of a partition's regions.
    static func doubt(about region: String) -> String? {
        let isKnown = { (name: Substring) in all.contains { $0.contains(String(name)) } }
        var name = region[...]
        while !name.isEmpty, !isKnown(name) { name = name.dropLast() }
        if name.endIndex == region.endIndex { return nil }
        return name.isEmpty
            ? "no partition of AWS has regions with such a name: check its spelling"
            : "it is not a region but a zone in one: set the region to '\(name)'"
    }
}
