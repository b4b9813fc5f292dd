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
