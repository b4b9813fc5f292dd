import HumanLoops
import TestSupport

extension SoakService {
    /// The rows of a list, as they were at a moment.
    static func rows(
        of query: HumanLoopQuery,
        in state: SoakEstate.State,
        at moment: Duration
    ) -> [HumanLoopSummary] {
        var rows: [HumanLoopSummary] = []
        for (name, history) in state.histories {
            guard let octets = HumanLoopName(name) else { continue }
            for loop in history where World.flow(loop.flow) == query.flowDefinitionARN {
                guard loop.statuses[0].at <= moment, let status = loop.status(at: moment),
                    query.createdAfter.map({ loop.created >= $0 }) ?? true,
                    query.createdBefore.map({ loop.created <= $0 }) ?? true
                else { continue }
                rows.append(
                    HumanLoopSummary(
                        name: octets,
                        status: status,
                        creationTime: loop.created,
                        flowDefinitionARN: query.flowDefinitionARN
                    )
                )
            }
        }
        rows.sort { ($0.creationTime, $0.name.rawValue) < ($1.creationTime, $1.name.rawValue) }
        if query.sortOrder != .ascending { rows.reverse() }
        return rows
    }

    /// The page of rows that a query asks for.
    func page(of rows: [HumanLoopSummary], _ query: HumanLoopQuery) -> HumanLoopPage {
        let size = min(faults.pageSize, query.pageSize ?? 10)
        var first = 0
        if let token = query.nextToken {
            if faults.hasOffsetTokens {
                first = Int(token.dropFirst()) ?? 0
            } else {
                let parts = token.split(separator: "/").map(String.init)
                let last = (Int64(parts.first ?? "") ?? 0, parts.last ?? "")
                let isAscending = query.sortOrder == .ascending
                first =
                    rows.firstIndex { row in
                        let key = (row.creationTime.millisecondsSinceEpoch, row.name.rawValue)
                        return isAscending ? key > last : key < last
                    } ?? rows.count
            }
        }
        let end = min(rows.count, first + size)
        let summaries = Array(rows[min(first, end)..<end])
        var page = HumanLoopPage(summaries: summaries)
        if faults.hasEndlessTokens, end >= rows.count {
            page.nextToken = "e\(first + size)/\(throwsDice(50))/\(time.now.offset)"
        } else if end < rows.count, let last = summaries.last {
            page.nextToken =
                faults.hasOffsetTokens
                ? "o\(end)" : "\(last.creationTime.millisecondsSinceEpoch)/\(last.name.rawValue)"
        }
        return page
    }
}
