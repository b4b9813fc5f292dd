/// How a loop that cannot be deleted yet is waited for.
package struct StopWait: Sendable, Hashable {
    /// How long one loop is waited for, by default 30 minutes; zero means that it is looked at once.
    package var timeout: Duration
    /// The shortest time between two looks at one loop, by default 2 seconds.
    package var pollInitial: Duration
    /// The longest time between two looks at one loop, by default 2 minutes.
    package var pollMax: Duration

    /// Makes a wait; each part that is not given has its default.
    package init(
        timeout: Duration = .seconds(1_800),
        pollInitial: Duration = .seconds(2),
        pollMax: Duration = .seconds(120)
    ) {
        self.timeout = timeout
        self.pollInitial = pollInitial
        self.pollMax = pollMax
    }
}
