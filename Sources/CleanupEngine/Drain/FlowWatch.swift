import DequeModule
import HumanLoops

/// The loops of one flow definition that wait together: told what lists say of them, it says when to list again.
///
/// What a row says goes to its loop; a loop that no row of a whole round names is looked at by itself, since absence from a
/// list decides nothing.
struct FlowWatch: Sendable {
    /// A loop that waits.
    private struct Member: Sendable {
        let creationTime: Timestamp
        /// The round that it waits for first: what had begun when it came says nothing of it.
        let firstRound: Int
        var seenIn = 0
    }

    /// How many loops must wait before lists are read for them.
    static let fewest = 8
    /// How many loops must wait for each page of a round, so that the pages are worth more than looks at single loops.
    static let loopsForPage = 3
    /// How long after its stop a loop is worth a first row at the latest: one that no one holds has stopped by then.
    private static let firstLook = Duration.milliseconds(500)
    private static let failureLimit = 3
    /// How many lists in a row may be throttled: then loops are looked at one by one.
    private static let throttleLimit = 6

    private let flowDefinitionARN: String
    private let policy: WaitPolicy
    private var members: [Int: Member] = [:]
    private var indices: [HumanLoopName: Int] = [:]
    /// The round that is being read; nil between rounds.
    private(set) var round: ListRound?
    private var rounds = 0
    /// When each loop is to be looked at first that no round has been begun for, the earliest first.
    private var firstLooks: Deque<Duration> = []
    /// When the next round is due for the loops that rounds have seen; nil before the first round.
    private var due: Duration?
    /// When a loop last came or moved on: the longer ago, the less is missed by waiting.
    private var newsAt = Duration.zero
    private var hasNews = false
    private var pagesForRound = 1
    private var failures = 0
    private var throttles = 0
    private var isGivenUp = false

    init(flowDefinitionARN: String, policy: WaitPolicy) {
        self.flowDefinitionARN = flowDefinitionARN
        self.policy = policy
    }

    var count: Int { members.count }

    /// Whether lists cost less than looks at single loops.
    var isWorthwhile: Bool { !isGivenUp && count >= Self.fewest && count >= pagesForRound * Self.loopsForPage }

    /// When the next round is to be begun; nil while one is being read, and when no loop waits.
    var nextMoment: Duration? {
        guard round == nil, !members.isEmpty else { return nil }
        // Newcomers do not wait for each other longer than their number makes up for the pages.
        let newcomers = min(firstLooks.count, pagesForRound * Self.loopsForPage)
        return [due, newcomers > 0 ? firstLooks[newcomers - 1] : nil].compactMap(\.self).min()
    }

    /// Takes a loop in that begins to wait, or continues to after a look at it alone.
    mutating func join(_ index: Int, _ loop: HumanLoop, at now: Duration) {
        members[index] = Member(creationTime: loop.creationTime, firstRound: rounds + 1)
        indices[loop.name] = index
        firstLooks.append(now + min(policy.minimum, Self.firstLook))
    }

    func holds(_ index: Int) -> Bool { members[index] != nil }

    /// Releases a loop that no longer waits.
    mutating func leave(_ index: Int, named name: HumanLoopName) {
        members[index] = nil
        indices[name] = nil
        if members.isEmpty { clearMoments() }
    }

    private mutating func clearMoments() {
        due = nil
        firstLooks = []
    }

    /// Releases every loop, in order.
    mutating func dissolve() -> [Int] {
        let all = members.keys.sorted()
        (members, indices, round) = ([:], [:], nil)
        clearMoments()
        return all
    }

    mutating func wake(at now: Duration) {
        guard let nextMoment, nextMoment <= now else { return }
        let times = members.values.lazy.map(\.creationTime)
        guard let first = times.min(), let last = times.max() else { return }
        rounds += 1
        round = ListRound(rounds, of: flowDefinitionARN, over: first...last)
        while let first = firstLooks.first, first <= now {
            firstLooks.removeFirst()
            hasNews = true
        }
    }

    /// Asks for the next page of the round; nil when none is to be asked for now.
    mutating func ask() -> HumanLoopQuery? {
        guard wantsPage else { return nil }
        return round?.ask()
    }

    var wantsPage: Bool { round.map { !$0.isAsked && !$0.isComplete } ?? false }

    /// Takes a page in; a round whose pages are no longer worth it is given up.
    mutating func take(_ page: HumanLoopPage) -> [(index: Int, row: HumanLoopSummary)] {
        guard var round else { return [] }
        (failures, throttles) = (0, 0)
        round.take(page.nextToken)
        let rows = page.summaries.compactMap { row in indices[row.name].map { (index: $0, row: row) } }
        for (index, _) in rows { members[index]?.seenIn = round.number }
        pagesForRound = max(round.pages + (round.isComplete ? 0 : 1), round.isComplete ? 1 : pagesForRound)
        self.round = round.isComplete || pagesForRound * Self.loopsForPage <= max(count, Self.fewest) ? round : nil
        return rows
    }

    /// Ends the round after its last page, and sets the next one: hands out the loops that no row named, in order.
    mutating func finishRound(hasNews isNews: Bool, at now: Duration, jitter: Double) -> [Int] {
        hasNews = hasNews || isNews
        guard let round, round.isComplete else { return [] }
        self.round = nil
        if hasNews { newsAt = now }
        hasNews = false
        due = members.isEmpty ? nil : now + quietDelay(at: now, jitter: jitter)
        return members.filter { $0.value.firstRound <= round.number && $0.value.seenIn < round.number }.keys.sorted()
    }

    /// How long to let pass after a round: an eighth of the time in which nothing has happened, give or take a quarter of
    /// that, within the bounds of the policy.
    private func quietDelay(at now: Duration, jitter: Double) -> Duration {
        min(policy.maximum, max(policy.minimum, (now - newsAt) / 8 * (0.75 + jitter / 2)))
    }

    mutating func fail(_ error: HumanLoopServiceError, at now: Duration, jitter: Double) {
        round = nil
        due = members.isEmpty ? nil : now + policy.delay(beforeLook: failures + throttles + 1, jitter: jitter)
        if error.kind == .throttled { throttles += 1 } else { failures += 1 }
        isGivenUp =
            error.kind == .accessDenied || failures >= Self.failureLimit || throttles >= Self.throttleLimit
    }
}
