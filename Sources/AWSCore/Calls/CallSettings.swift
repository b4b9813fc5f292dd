/// How a service is called: where, for which region, how often, and under what name.
package struct CallSettings: Hashable, Sendable {
    /// Where the service is.
    package var endpoint: ServiceEndpoint
    /// The region that requests are signed for.
    package var signingRegion: String
    /// Whether the endpoint is one that someone configured, and not the service's own.
    package var isEndpointCustom = false
    /// How many attempts a call has, the first included, at least 1; defaults to 3.
    package var maximumAttempts = 3
    /// How calls are tried again; defaults to `standard`.
    package var retryMode = RetryMode.standard
    /// What runs the program, such as `AWS_ECS_FARGATE`; nil when nothing says so.
    package var executionEnvironment: String?
    /// The name that an owner gives the application, for the service's own records; nil for none.
    package var applicationID: String?
    /// What was read in another sense than it was written in, one line each, for the log.
    package var notes: [String] = []

    /// Makes settings with their defaults.
    package init(endpoint: ServiceEndpoint, signingRegion: String) {
        self.endpoint = endpoint
        self.signingRegion = signingRegion
    }
}
