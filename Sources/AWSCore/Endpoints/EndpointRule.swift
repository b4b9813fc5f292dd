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
