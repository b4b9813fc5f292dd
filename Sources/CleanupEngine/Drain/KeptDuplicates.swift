import CleanupManifest
import HumanLoops

/// What is known of the kept duplicates, and which of the others wait to know it.
///
/// What is done with a duplicate rests on two descriptions, its own and that of the kept one, which is asked for no earlier
/// than its own. One look serves all duplicates that wait for it: the first of them makes it.
struct KeptDuplicates: Sendable {
    /// What is known of a kept duplicate.
    enum Knowledge: Sendable, Hashable {
        /// It was seen so lately; nil when it was missing.
        case seen(HumanLoop?)
        /// It must be looked at by the loop that asks, which is told later.
        case toBeSeen
        case awaited
    }

    /// What a look came to.
    enum Sight: Sendable, Hashable {
        case known([Int])
        case failed(HumanLoopServiceError, [Int])
        case again(at: Duration)
    }

    /// What is known of one loop.
    private struct Entry: Sendable {
        /// The loop as it was last described; nil when it was missing or never looked at.
        var loop: HumanLoop?
        /// When that was asked for; nil when it was never looked at.
        var seenAt: Duration?
        /// The loops that wait for a look; the first of them makes it.
        var waiting: [Int] = []
        var retries = RetryCount()
    }

    private var entries: [HumanLoopName: Entry] = [:]
    private var lookers: [Int: HumanLoopName] = [:]

    /// Whether the next describe for a loop is one of its kept duplicate.
    func isLooking(_ loop: Int) -> Bool { lookers[loop] != nil }

    /// Tells a loop what is known of its kept duplicate; a look before `moment` does not count.
    mutating func ask(about name: HumanLoopName, for loop: Int, since moment: Duration) -> Knowledge {
        var entry = entries[name] ?? Entry()
        if let seenAt = entry.seenAt, seenAt >= moment { return .seen(entry.loop) }
        entry.waiting.append(loop)
        entries[name] = entry
        guard entry.waiting.count == 1 else { return .awaited }
        lookers[loop] = name
        return .toBeSeen
    }

    /// Takes in how a look came back.
    ///
    /// - Precondition: the loop is one of those that are to make a look.
    mutating func take(
        _ event: LoopEvent,
        by loop: Int,
        rules: LoopRules,
        sentAt: Duration,
        at now: Duration,
        jitter: Double
    ) -> Sight {
        guard let name = lookers[loop], var entry = entries[name] else {
            preconditionFailure("no one waits for what loop \(loop) saw")
        }
        defer { entries[name] = entry }
        switch event {
        case .described(let loop): entry.loop = loop
        case .missing: entry.loop = nil
        case .callFailed(_, let error):
            if let delay = entry.retries.delay(after: error, rules, at: now, jitter: jitter) {
                return .again(at: now + delay)
            }
            return .failed(error, settle(&entry, by: loop))
        case .begin, .proceed, .turnCame, .stopAccepted, .deleteAccepted, .overruled, .notSent, .sighted, .timeIsUp,
            .runEnded:
            preconditionFailure("a look at a kept duplicate brings no \(event)")
        }
        entry.seenAt = sentAt
        return .known(settle(&entry, by: loop))
    }

    /// The kept duplicate as it was last seen.
    func latest(of keptInstead: KeptDuplicate) -> KeptDuplicate {
        keptInstead.updated(to: entries[keptInstead.name]?.loop)
    }

    private mutating func settle(_ entry: inout Entry, by loop: Int) -> [Int] {
        lookers[loop] = nil
        defer { (entry.waiting, entry.retries) = ([], RetryCount()) }
        return entry.waiting
    }
}
