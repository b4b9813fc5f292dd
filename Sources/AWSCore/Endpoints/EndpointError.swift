/// Why a service has no endpoint for what is asked.
package enum EndpointError: Error, Hashable, Sendable {
    /// There is no region, and without one no host.
    case missingRegion
    /// A custom endpoint is what it is: it cannot be made a FIPS or dual-stack one.
    case customEndpoint(EndpointVariant)
    /// The partition, or the service in it, has no such hosts.
    case unsupported(EndpointVariant, partition: String)
}
