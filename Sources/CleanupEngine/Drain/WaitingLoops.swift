import HumanLoops

/// All loops that wait until they can be deleted, by flow definition, as far as lists can tell of them.
struct WaitingLoops: Sendable {
    let policy: WaitPolicy
    private var watches: [FlowWatch] = []
    private var places: [String: Int] = [:]
    private(set) var inFlight = 0

    init(policy: WaitPolicy) { self.policy = policy }

    /// Takes a loop in; false when it is not waited for by lists and needs a time of its own.
    mutating func join(_ index: Int, _ loop: HumanLoop, at now: Duration) -> Bool {
        guard let flow = loop.flowDefinitionARN else { return false }
        let place = places[flow] ?? watches.count
        if place == watches.count {
            places[flow] = place
            watches.append(FlowWatch(flowDefinitionARN: flow, policy: policy))
        }
        watches[place].join(index, loop, at: now)
        return watches[place].isWorthwhile
    }

    /// Whether a loop is waited for by lists.
    func covers(_ index: Int, _ loop: HumanLoop?) -> Bool {
        guard let flow = loop?.flowDefinitionARN, let place = places[flow] else { return false }
        return watches[place].isWorthwhile && watches[place].holds(index)
    }

    /// Releases a loop that no longer waits, and, when too few are left for a list, all others: they need times of their own.
    mutating func leave(_ index: Int, _ loop: HumanLoop) -> [Int] {
        guard let flow = loop.flowDefinitionARN, let place = places[flow], watches[place].holds(index) else {
            return []
        }
        let wasWorthwhile = watches[place].isWorthwhile
        watches[place].leave(index, named: loop.name)
        return wasWorthwhile && !watches[place].isWorthwhile ? watches[place].dissolve() : []
    }

    /// Releases every loop, in order.
    mutating func clear() { for place in watches.indices { _ = watches[place].dissolve() } }

    /// When the next round is to be begun; nil while none is.
    var nextMoment: Duration? { watches.lazy.filter(\.isWorthwhile).compactMap(\.nextMoment).min() }

    var wantsPage: Bool { watches.contains(where: \.wantsPage) }

    mutating func wake(at now: Duration) {
        for place in watches.indices where watches[place].isWorthwhile { watches[place].wake(at: now) }
    }

    /// Asks for the next page; nil when none is to be asked for now.
    mutating func ask(at now: Duration) -> ListCall? {
        for place in watches.indices {
            if let query = watches[place].ask() {
                inFlight += 1
                return ListCall(watch: place, query: query, sentAt: now)
            }
        }
        return nil
    }

    mutating func take(_ page: HumanLoopPage, of call: ListCall) -> [(index: Int, row: HumanLoopSummary)] {
        inFlight -= 1
        return watches[call.watch].take(page)
    }

    /// Ends the round of a call, if it was the last of it.
    ///
    /// - Returns: the loops that no row named; and those that need times of their own, because lists are not worth it.
    mutating func finishRound(
        of call: ListCall,
        hasNews: Bool,
        at now: Duration,
        jitter: Double
    ) -> (absent: [Int], released: [Int]) {
        let absent = watches[call.watch].finishRound(hasNews: hasNews, at: now, jitter: jitter)
        return (absent, released(from: call))
    }

    /// Takes in that a list failed; the loops that are handed out need times of their own, because lists are given up.
    mutating func fail(_ error: HumanLoopServiceError, of call: ListCall, at now: Duration, jitter: Double) -> [Int] {
        inFlight -= 1
        watches[call.watch].fail(error, at: now, jitter: jitter)
        return released(from: call)
    }

    private mutating func released(from call: ListCall) -> [Int] {
        watches[call.watch].isWorthwhile ? [] : watches[call.watch].dissolve()
    }
}

/// One reading of a flow definition's list over the creation times of the loops that wait, page by page.
struct ListRound: Sendable, Hashable {
    /// How far outside of the loops' creation times it reaches: whether its bounds belong to it is not documented.
    private static let margin = Duration.seconds(1)

    /// The number of the round, from 1.
    let number: Int
    private var query: HumanLoopQuery
    private(set) var pages = 0
    private(set) var isAsked = false
    private(set) var isComplete = false

    init(_ number: Int, of flowDefinitionARN: String, over times: ClosedRange<Timestamp>) {
        self.number = number
        query = HumanLoopQuery(
            flowDefinitionARN: flowDefinitionARN,
            createdAfter: times.lowerBound - Self.margin,
            createdBefore: times.upperBound + Self.margin,
            sortOrder: .ascending,
            pageSize: HumanLoopQuery.pageSizes.upperBound
        )
    }

    mutating func ask() -> HumanLoopQuery {
        isAsked = true
        pages += 1
        return query
    }

    mutating func take(_ nextToken: String?) {
        isAsked = false
        query.nextToken = nextToken
        isComplete = nextToken == nil
    }
}
