import AWSSigning

/// What one attempt of a call is signed with.
struct AttemptSignature {
    /// The keys.
    let keys: AWSCredentials
    /// The ways that the keys were had.
    let features: Set<UserAgentFeature>
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    let time: Int64
}
