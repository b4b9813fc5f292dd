import AWSSigning

/// What one attempt of a call is signed with.
struct AttemptSignature {
    /// The keys.
    let keys: AWSCredentials
    /// The ways that the keys were had.
    let features: Set<UserAgentFeature>
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    let time: Int64
    /// Since when the keys have been in use, by the clock that limits are measured with; nil for the first keys.
    let keysSince: Duration?
}
