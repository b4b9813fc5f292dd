/// One line in the table of a service's hosts: what it is for, and the host.
///
/// The first line that fits counts. AWS publishes such tables as programs ("endpoint rule sets"); the few that are
/// needed say no more than this, which the tests prove with AWS's own cases.
struct EndpointRule: Hashable, Sendable {
    /// Nil for all.
    var variant: EndpointVariant?
    /// The name of the partition; nil for all.
    var partition: String?
    /// Nil for all.
    var regions: Set<String>?
    /// The host with `{region}`, `{suffix}` and `{dualStackSuffix}` in the place of what differs.
    var host: String
    /// Whether requests are signed for the partition's global region, and not for the one that is called.
    var isGlobal = false

    /// The four lines that nearly every service has, for a prefix such as `a2i-runtime.sagemaker`.
    static func regional(_ prefix: String) -> [EndpointRule] {
        [
            EndpointRule(variant: .plain, host: "\(prefix).{region}.{suffix}"),
            EndpointRule(variant: .fips, host: "\(prefix)-fips.{region}.{suffix}"),
            EndpointRule(variant: .dualStack, host: "\(prefix).{region}.{dualStackSuffix}"),
            EndpointRule(variant: .fipsDualStack, host: "\(prefix)-fips.{region}.{dualStackSuffix}"),
        ]
    }

    func fits(_ parameters: EndpointParameters, partition: AWSPartition) -> Bool {
        (variant ?? parameters.variant) == parameters.variant
            && (self.partition ?? partition.name) == partition.name
            && regions?.contains(parameters.region) ?? true
    }

    func endpoint(inRegion region: String, of partition: AWSPartition) -> ResolvedEndpoint {
        let name = host.replacing("{region}", with: region)
            .replacing("{suffix}", with: partition.suffix)
            .replacing("{dualStackSuffix}", with: partition.dualStackSuffix)
        return ResolvedEndpoint(
            endpoint: ServiceEndpoint(host: name),
            signingRegion: isGlobal ? partition.globalRegion : nil
        )
    }
}

/// Which of a region's hosts of a service is wanted.
struct EndpointVariant: Hashable, Sendable, CustomStringConvertible {
    /// Whether its cryptography is validated (FIPS 140).
    var isFIPS = false
    /// Whether it is reached by IPv6 as well.
    var isDualStack = false

    static let plain = EndpointVariant()
    static let fips = EndpointVariant(isFIPS: true)
    static let dualStack = EndpointVariant(isDualStack: true)
    static let fipsDualStack = EndpointVariant(isFIPS: true, isDualStack: true)

    /// As error messages have it.
    var description: String {
        let kinds = (isFIPS ? ["FIPS"] : []) + (isDualStack ? ["dual-stack"] : [])
        return kinds.isEmpty ? "plain" : kinds.joined(separator: " and ")
    }
}

/// What a service's endpoint is found by.
struct EndpointParameters: Hashable, Sendable {
    var region: String
    var variant = EndpointVariant.plain
    /// Nil for the service's own.
    var custom: ServiceEndpoint?
}

/// Where to send a service's requests, and what region to sign them for.
struct ResolvedEndpoint: Hashable, Sendable {
    var endpoint: ServiceEndpoint
    /// The region that its signatures are for; nil for the region that is called, as with nearly every endpoint.
    var signingRegion: String?
    /// What is configured and does not count; nil when all does.
    var remark: String?
}

/// Why a service has no endpoint for what is asked.
enum EndpointError: Error, Hashable, Sendable {
    /// A custom endpoint is what it is: it cannot be made a FIPS or dual-stack one.
    case customEndpoint(EndpointVariant)
    /// The partition, or the service in it, has no such hosts.
    case unsupported(EndpointVariant, partition: String)
}
