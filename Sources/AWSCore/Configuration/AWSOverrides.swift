/// What a caller decides instead of the environment and the shared files.
package struct AWSOverrides: Hashable, Sendable {
    /// The profile to use; credentials in the environment then do not count.
    package var profile: String?
    /// The region to call.
    package var region: String?
    /// The URL to call instead of the service's own.
    package var endpointURL: String?

    /// Makes overrides; what is not given is left to the environment and the shared files.
    package init(profile: String? = nil, region: String? = nil, endpointURL: String? = nil) {
        self.profile = profile
        self.region = region
        self.endpointURL = endpointURL
    }
}
