/// How often, and after what delay at the most, what failed is tried again for one loop.
package struct RetrySettings: Sendable, Hashable {
    /// How often the stop, or the delete, of one loop may fail before it counts as failed, at least 1; defaults to 8.
    package var maxAttempts: Int
    /// The longest delay before the next try; defaults to 20 seconds.
    package var maxBackoff: Duration

    /// Makes settings; each part that is not given has its default.
    package init(maxAttempts: Int = 8, maxBackoff: Duration = .seconds(20)) {
        self.maxAttempts = maxAttempts
        self.maxBackoff = maxBackoff
    }
}
