import HumanLoops

/// One reading of a flow definition's list over the creation times of the loops that wait, page by page.
struct ListRound: Sendable, Hashable {
    /// How far outside of the loops' creation times it reaches: whether its bounds belong to it is not documented.
    private static let margin = Duration.seconds(1)

    /// The number of the round, from 1.
    let number: Int
    /// What the next page is asked for with.
    private var query: HumanLoopQuery
    /// How many pages were asked for.
    private(set) var pages = 0
    /// Whether a page was asked for that has not come.
    private(set) var isAsked = false
    /// Whether the last page has come.
    private(set) var isComplete = false

    /// Makes a round that has read nothing.
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

    /// Asks for the next page.
    mutating func ask() -> HumanLoopQuery {
        isAsked = true
        pages += 1
        return query
    }

    /// Takes in where a page leads.
    mutating func take(_ nextToken: String?) {
        isAsked = false
        query.nextToken = nextToken
        isComplete = nextToken == nil
    }
}
