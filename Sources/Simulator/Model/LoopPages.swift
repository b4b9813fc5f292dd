import FoundationEssentials
import HumanLoops

/// One page of the loops of a flow definition, found by a query.
struct PageWalk {
    /// Both moments of creation belong to it.
    private let range: (first: Timestamp, last: Timestamp)
    private let isDescending: Bool
    private let size: Int
    /// The last row of the page before; nil for the first page.
    private let previous: FlowIndex.Key?
    private let moment: Timestamp

    /// Checks a query; the order is ascending when the caller does not say.
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

    /// Fills the page, which may be empty; `row` returns nil for a loop that is gone.
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

    private func token(after rows: [HumanLoopSummary]) -> String? {
        guard let last = rows.last else { return nil }
        let key = FlowIndex.Key(creationTime: last.creationTime, name: last.name)
        return PageToken(last: key, isDescending: isDescending, issued: moment).text
    }
}

/// Where a list continues: what `NextToken` holds, unreadable to callers.
struct PageToken: Hashable, Sendable {
    /// The last row of the page before.
    var last: FlowIndex.Key
    var isDescending: Bool
    var issued: Timestamp
}

extension PageToken {
    /// Fails when the text is not a token of this simulator.
    init?(text: String) {
        guard let bytes = Data(base64Encoded: text) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "/" as Character)
        guard
            parts.count == 4, parts[0] == "a" || parts[0] == "d",
            let issued = Int64(parts[1]), let created = Int64(parts[2]), let name = HumanLoopName(parts[3])
        else { return nil }
        isDescending = parts[0] == "d"
        self.issued = Timestamp(millisecondsSinceEpoch: issued)
        last = FlowIndex.Key(creationTime: Timestamp(millisecondsSinceEpoch: created), name: name)
    }

    var text: String {
        let created = last.creationTime.millisecondsSinceEpoch
        let plain = "\(isDescending ? "d" : "a")/\(issued.millisecondsSinceEpoch)/\(created)/\(last.name.rawValue)"
        return Data(plain.utf8).base64EncodedString()
    }
}

/// The loops of one flow definition in the order of their creation, for lists.
///
/// A deleted loop's key stays until half of the keys are such, so that a delete costs the same among a million loops.
struct FlowIndex: Sendable {
    /// What a loop is found and ordered by: its creation time, then its name.
    struct Key: Hashable, Comparable, Sendable {
        let creationTime: Timestamp
        let name: HumanLoopName

        static func < (earlier: Key, later: Key) -> Bool {
            (earlier.creationTime, earlier.name.rawValue) < (later.creationTime, later.name.rawValue)
        }
    }

    /// In ascending order.
    private(set) var keys: [Key] = []
    /// How many of the keys belong to loops that are gone.
    private var goneCount = 0

    /// Takes each key once, in any order.
    init(_ unordered: [Key] = []) { keys = unordered.sorted() }

    /// A key that is there already stays as it is.
    mutating func insert(_ key: Key) {
        let index = firstIndex { $0 >= key }
        guard index == keys.count || keys[index] != key else { return }
        keys.insert(key, at: index)
    }

    /// Counts a loop as gone, and removes the keys of such loops when they are half of all.
    mutating func noteDeletion(isGone: (Key) -> Bool) {
        goneCount += 1
        guard goneCount > 64, goneCount * 2 > keys.count else { return }
        keys.removeAll(where: isGone)
        goneCount = 0
    }

    /// Finds the first key for which the condition, false for a first part of the keys, is true; their number for none.
    func firstIndex(where condition: (Key) -> Bool) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = low + (high - low) / 2
            if condition(keys[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
