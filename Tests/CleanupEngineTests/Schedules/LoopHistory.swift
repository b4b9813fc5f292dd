import HumanLoops

/// What has had one name, over time: a loop, nothing, another loop.
struct LoopHistory: Sendable {
    /// What had the name from a moment on.
    private struct Chapter: Sendable {
        /// From when on.
        let since: Duration
        /// What had it; nil for nothing.
        let loop: RestlessLoop?
        /// When that loop came to have it.
        let bornAt: Duration
    }

    /// The chapters, the latest last.
    private var chapters: [Chapter]

    /// Begins with a loop that is there from the start, or with nothing.
    init(_ loop: RestlessLoop?) {
        chapters = [Chapter(since: .zero, loop: loop, bornAt: .zero)]
    }

    /// What has the name now; nil when nothing does.
    var current: RestlessLoop? { chapters.last?.loop }

    /// When the loop that has the name now came to have it.
    var bornAt: Duration { chapters.last?.bornAt ?? .zero }

    /// What a look at a moment tells.
    ///
    /// - Returns: nil when there was no loop.
    func seen(at moment: Duration) -> HumanLoop? {
        chapters.last { $0.since <= moment }?.loop?.seen(at: moment)
    }

    /// Changes the loop that has the name.
    mutating func change(to loop: RestlessLoop?, at now: Duration) {
        chapters.append(Chapter(since: now, loop: loop, bornAt: bornAt))
    }

    /// Gives the name to another loop.
    mutating func bear(_ loop: RestlessLoop, at now: Duration) {
        chapters.append(Chapter(since: now, loop: loop, bornAt: now))
    }
}
