/// A fault of one line that can be put into any manifest that has the line, wherever it is.
enum RandomFault: CaseIterable {
    /// A key is misspelt.
    case misspelt
    /// A word is not one of those that may stand there.
    case keyword
    /// A name has a capital.
    case capital
    /// A number is out of its range.
    case number
    /// A duration has no unit.
    case duration
    /// A time has no zone.
    case time
    /// An expression is open.
    case expression
    /// A share is more than all.
    case share
    /// An ARN is of another account.
    case account
    /// A value is empty.
    case empty

    /// The text that is looked for, what takes its place, and the code that must be told.
    private var change: (from: String, to: String, code: String) {
        switch self {
        case .misspelt: ("onInProgress: skip", "onInprogress: skip", "E021")
        case .keyword: ("onInProgress: stop", "onInProgress: kill", "E033")
        case .capital: ("- dup-000017", "- Dup-000017", "E035")
        case .number: ("concurrency: 32", "concurrency: 3200", "E031")
        case .duration: ("olderThan: 7d", "olderThan: 7", "E030")
        case .time: ("00:00:00Z", "00:00:00", "E034")
        case .expression: ("^invoice-", "^(invoice-", "E059")
        case .share: ("50%", "150%", "E031")
        case .account: ("123456789012:human-loop", "210987654321:human-loop", "E055")
        case .empty: ("owner: ml-platform", "owner:", "E025")
        }
    }

    /// The code that must be told.
    var code: String { change.code }

    /// Spoils the first line that can be spoilt so.
    ///
    /// - Returns: the index of the line; nil when there is none.
    func spoil(_ lines: inout [String]) -> Int? {
        let (from, to, _) = change
        guard let index = lines.firstIndex(where: { $0.contains(from) }) else { return nil }
        lines[index] = lines[index].replacing(from, with: to)
        return index
    }
}
