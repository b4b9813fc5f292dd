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
