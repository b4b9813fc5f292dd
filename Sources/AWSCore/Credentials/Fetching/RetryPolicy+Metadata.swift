extension RetryPolicy {
    /// How a metadata service of this machine is asked again: it is near, and a second is time enough for it to recover.
    static func metadata(attempts: Int) -> RetryPolicy {
        RetryPolicy(maximumAttempts: attempts, baseDelay: .seconds(1), maximumDelay: .seconds(2))
    }
}
