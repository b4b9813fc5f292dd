import HumanLoops

/// One page's way through the loops of a flow definition.
struct PageWalk {
    /// The page's first moment and last moment of creation; both belong to it.
    private let range: (first: Timestamp, last: Timestamp)
    /// Whether the newest loop comes first.
    private let isDescending: Bool
    /// How many rows a page holds at most.
    private let size: Int
    /// The last row of the page before; nil for the first page.
    private let previous: FlowIndex.Key?
    /// When the page is asked for.
    private let moment: Timestamp

    /// Checks what a list is asked with; the order is ascending when the caller does not say.
    ///
    /// - Throws: `ServiceRefusal` when the page size is out of range, or the token is false, too old or of another order.
    init(_ query: HumanLoopQuery, variants: ServiceVariants, at moment: Timestamp) throws(ServiceRefusal) {
        let size = query.pageSize ?? variants.defaultPageSize
        guard HumanLoopQuery.pageSizes.contains(size) else {
            throw ServiceRefusal(.validation, "MaxResults must be between 1 and 100 (is \(size))")
        }
        let isDescending = query.sortOrder == .descending
        previous = try query.nextToken.map { text throws(ServiceRefusal) in
            guard
                let token = PageToken(text: text), token.isDescending == isDescending,
                variants.tokenLifetime.map({ moment - $0 < token.issued }) ?? true
            else { throw ServiceRefusal(.validation, "NextToken is not valid") }
            return token.last
        }
        let margin: Duration = variants.timeBounds == .exclusive ? .milliseconds(1) : .zero
        range = (
            query.createdAfter.map { $0 + margin } ?? Timestamp(millisecondsSinceEpoch: .min),
            query.createdBefore.map { $0 - margin } ?? Timestamp(millisecondsSinceEpoch: .max)
        )
        self.isDescending = isDescending
        self.size = size
        self.moment = moment
    }

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - flow: the loops in order.
    ///   - row: what is shown of a loop; nil when it is gone.
    /// - Returns: the page, which may be empty.
    func page(of flow: FlowIndex, row: (FlowIndex.Key) -> HumanLoopSummary?) -> HumanLoopPage {
        var low = flow.firstIndex { $0.creationTime >= range.first }
        var high = flow.firstIndex { $0.creationTime > range.last }
        if let previous {
            if isDescending {
                high = min(high, flow.firstIndex { $0 >= previous })
            } else {
                low = max(low, flow.firstIndex { $0 > previous })
            }
        }
        var rows: [HumanLoopSummary] = []
        while low < high {
            let index = isDescending ? high - 1 : low
            if let summary = row(flow.keys[index]) {
                guard rows.count < size else { return HumanLoopPage(summaries: rows, nextToken: token(after: rows)) }
                rows.append(summary)
            }
            if isDescending { high -= 1 } else { low += 1 }
        }
        return HumanLoopPage(summaries: rows)
    }

    /// The token that leads on from the last of some rows.
    ///
    /// - Returns: nil when there are no rows.
    private func token(after rows: [HumanLoopSummary]) -> String? {
        guard let last = rows.last else { return nil }
        let key = FlowIndex.Key(creationTime: last.creationTime, name: last.name)
        return PageToken(last: key, isDescending: isDescending, issued: moment).text
    }
}
