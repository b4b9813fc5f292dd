/// One line in the table of a service's hosts: what it is for, and the host.
///
/// The first line that fits counts. AWS publishes such tables as programs ("endpoint rule sets"); the few that are
/// needed say no more than this, which the tests prove with AWS's own cases.
package struct EndpointRule: Hashable, Sendable {
    /// Which hosts the line is for; nil for all.
    private let variant: EndpointVariant?
    /// The name of the partition that the line is for; nil for all.
    private let partition: String?
    /// The regions that the line is for; nil for all.
    private let regions: Set<String>?
    /// Whether the line is only for those who want the global host that regions once shared.
    private let isForGlobalEndpointOnly: Bool
    /// The host with `{region}`, `{suffix}` and `{dualStackSuffix}` in the place of what differs.
    private let host: String
    /// Whether requests are signed for the partition's global region, and not for the one that is called.
    private let isGlobal: Bool

    /// Makes a line; what is not given does not matter to it.
    package init(
        _ variant: EndpointVariant? = nil,
        partition: String? = nil,
        regions: Set<String>? = nil,
        isForGlobalEndpointOnly: Bool = false,
        host: String,
        isGlobal: Bool = false
    ) {
        self.variant = variant
        self.partition = partition
        self.regions = regions
        self.isForGlobalEndpointOnly = isForGlobalEndpointOnly
        self.host = host
        self.isGlobal = isGlobal
    }

    /// The four lines that nearly every service has.
    ///
    /// - Parameter prefix: the first part of the hosts, such as `a2i-runtime.sagemaker`.
    /// - Returns: a line for each variant.
    package static func regional(_ prefix: String) -> [EndpointRule] {
        [
            EndpointRule(.plain, host: "\(prefix).{region}.{suffix}"),
            EndpointRule(.fips, host: "\(prefix)-fips.{region}.{suffix}"),
            EndpointRule(.dualStack, host: "\(prefix).{region}.{dualStackSuffix}"),
            EndpointRule(.fipsDualStack, host: "\(prefix)-fips.{region}.{dualStackSuffix}"),
        ]
    }

    /// Whether the line is for what is asked.
    func fits(_ parameters: EndpointParameters, region: String, partition: AWSPartition) -> Bool {
        (variant ?? parameters.variant) == parameters.variant
            && (self.partition ?? partition.name) == partition.name
            && regions?.contains(region) ?? true
            && (parameters.usesGlobalEndpoint || !isForGlobalEndpointOnly)
    }

    /// The endpoint that the line gives.
    func endpoint(inRegion region: String, of partition: AWSPartition) -> ResolvedEndpoint {
        let name = host.replacing("{region}", with: region)
            .replacing("{suffix}", with: partition.suffix)
            .replacing("{dualStackSuffix}", with: partition.dualStackSuffix)
        return ResolvedEndpoint(
            ServiceEndpoint(host: name),
            signingRegion: isGlobal ? partition.globalRegion : nil
        )
    }
}

/// Which of a region's hosts of a service is wanted.
package enum EndpointVariant: Hashable, Sendable {
    /// The one that everybody uses.
    case plain
    /// The one whose cryptography is validated (FIPS 140).
    case fips
    /// The one that is reached by IPv6 as well.
    case dualStack
    /// The one that is both.
    case fipsDualStack

    /// Reads the two switches of the configuration.
    package init(isFIPS: Bool, isDualStack: Bool) {
        self =
            switch (isFIPS, isDualStack) {
            case (false, false): .plain
            case (true, false): .fips
            case (false, true): .dualStack
            case (true, true): .fipsDualStack
            }
    }

    /// Whether the host's cryptography has to be validated.
    package var isFIPS: Bool { self == .fips || self == .fipsDualStack }
    /// Whether the host has to be reached by IPv6 as well.
    package var isDualStack: Bool { self == .dualStack || self == .fipsDualStack }
}

extension EndpointVariant: CustomStringConvertible {
    /// The kind of endpoint in words, as error messages have it.
    package var description: String {
        switch self {
        case .plain: "plain"
        case .fips: "FIPS"
        case .dualStack: "dual-stack"
        case .fipsDualStack: "FIPS and dual-stack"
        }
    }
}

/// What a service's endpoint is found by.
package struct EndpointParameters: Hashable, Sendable {
    /// The region to call; nil when none is set.
    package var region: String?
    /// Which of the region's hosts is wanted.
    package var variant: EndpointVariant
    /// Whether the regions that once shared one global host still do; only STS has such regions.
    package var usesGlobalEndpoint: Bool
    /// The endpoint to use in place of the service's own; nil for its own.
    package var custom: ServiceEndpoint?

    /// Makes parameters; what is not given is left to AWS's rules.
    package init(
        region: String?,
        variant: EndpointVariant = .plain,
        usesGlobalEndpoint: Bool = false,
        custom: ServiceEndpoint? = nil
    ) {
        self.region = region
        self.variant = variant
        self.usesGlobalEndpoint = usesGlobalEndpoint
        self.custom = custom
    }
}

/// Where to send a service's requests, and what region to sign them for.
package struct ResolvedEndpoint: Hashable, Sendable {
    /// Where the service is.
    package var endpoint: ServiceEndpoint
    /// The region that its signatures are for; nil for the region that is called, as with nearly every endpoint.
    package var signingRegion: String?

    /// Makes a resolved endpoint from its parts.
    package init(_ endpoint: ServiceEndpoint, signingRegion: String? = nil) {
        self.endpoint = endpoint
        self.signingRegion = signingRegion
    }
}

/// Why a service has no endpoint for what is asked.
package enum EndpointError: Error, Hashable, Sendable {
    /// There is no region, and without one no host.
    case missingRegion
    /// A custom endpoint is what it is: it cannot be made a FIPS or dual-stack one.
    case customEndpoint(EndpointVariant)
    /// The partition, or the service in it, has no such hosts.
    case unsupported(EndpointVariant, partition: String)
}
