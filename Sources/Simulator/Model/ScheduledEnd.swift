package import HumanLoops

/// What becomes of a loop by itself, and when.
package struct ScheduledEnd: Sendable, Hashable {
    /// How long it takes; zero means at once.
    package var after: Duration
    /// The status that the loop ends in.
    package var status: HumanLoopStatus

    /// Makes an end from its parts.
    package init(after: Duration, status: HumanLoopStatus) {
        self.after = after
        self.status = status
    }
}
