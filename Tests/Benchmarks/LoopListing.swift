import HumanLoops

/// A query of ListHumanLoops as the range of an estate's loops that it asks for.
struct LoopListing: Sendable {
    /// How many rows a page has when the query does not say.
    private static let usualPageSize = 10

    /// The loops.
    private let estate: Estate
    /// The numbers of the loops that there may be in the list.
    private let range: Range<Int>
    /// Whether the oldest come first.
    private let isAscending: Bool
    /// How many rows a page may have.
    private let pageSize: Int
    /// The number of the loop that the page begins with; nil for the first page.
    private let start: Int?

    /// Finds the range of a query.
    init(_ query: HumanLoopQuery, of estate: Estate) {
        self.estate = estate
        let all = estate.flow(of: query.flowDefinitionARN).map { estate.indices(ofFlow: $0) } ?? 0..<0
        let first = query.createdAfter.map { Self.place(of: $0, roundingUp: true) } ?? 0
        let last = query.createdBefore.map { Self.place(of: $0, roundingUp: false) } ?? all.count - 1
        let lower = all.lowerBound + min(max(first, 0), all.count)
        range = lower..<max(lower, all.lowerBound + min(max(last + 1, 0), all.count))
        isAscending = query.sortOrder == .ascending
        pageSize = query.pageSize ?? Self.usualPageSize
        start = query.nextToken.flatMap { Int($0) }
    }

    /// Makes the page of a query.
    ///
    /// - Parameters:
    ///   - living: which loops there are.
    ///   - status: how a loop stands.
    /// - Returns: rows in the order asked for, and the number of the loop behind them.
    func page(of living: LivingLoops, status: (Int) -> HumanLoopStatus) -> HumanLoopPage {
        var summaries: [HumanLoopSummary] = []
        summaries.reserveCapacity(pageSize)
        var next = start ?? (isAscending ? range.lowerBound : range.upperBound - 1)
        while let index = isAscending ? living.first(from: next) : living.last(upTo: next), range.contains(index) {
            guard summaries.count < pageSize else {
                return HumanLoopPage(summaries: summaries, nextToken: String(index))
            }
            summaries.append(
                HumanLoopSummary(
                    name: estate.name(index),
                    status: status(index),
                    creationTime: estate.creationTime(index),
                    flowDefinitionARN: estate.flowDefinitionARN(index / estate.loopsPerFlow)
                )
            )
            next = isAscending ? index + 1 : index - 1
        }
        return HumanLoopPage(summaries: summaries)
    }

    /// The place within its flow of a loop that was started at a moment, or of the next one inside of that bound.
    private static func place(of moment: Timestamp, roundingUp: Bool) -> Int {
        let milliseconds = moment.millisecondsSinceEpoch - Estate.firstCreation.millisecondsSinceEpoch
        return Int(((Double(milliseconds) / 1_000).rounded(roundingUp ? .up : .down)))
    }
}
