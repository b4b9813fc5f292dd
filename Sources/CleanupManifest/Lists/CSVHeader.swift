import HumanLoops
import Support
import YAML

/// The header of a CSV list: how many columns there are, and which one has the names.
struct CSVHeader {
    /// How many columns are looked at for a message.
    static let longest = 1_000

    private(set) var count = 0
    private var cells: [LoopListText] = []

    mutating func add(_ cell: LoopListText) {
        count += 1
        if count <= Self.longest { cells.append(cell) }
    }

    /// Finds a column, by its name as it is written or else without case; throws when there is none, or more than one.
    func index(of column: String) throws(LoopListError) -> Int {
        let exact = cells.indices.filter { cells[$0].text == column }
        let found = exact.isEmpty ? cells.indices.filter { cells[$0].text.lowercased() == column.lowercased() } : exact
        guard let index = found.first else { throw .format(missing(column)) }
        guard found.count == 1 else {
            let message = "the header names the column \(SanitizedText.quoted(column)) twice"
            let position = cells[found[1]].position
            throw .format(LoopListProblem(code: .listColumn, message: message, position: position))
        }
        return index
    }

    /// Says which columns there are, and which one was probably meant.
    private func missing(_ column: String) -> LoopListProblem {
        let shown = cells.map(\.text).filter(Self.isShown).prefix(10)
        let omitted = count - shown.count
        let names = shown.map(SanitizedText.quoted) + (omitted > 0 && !shown.isEmpty ? ["\(omitted) more"] : [])
        let columns = names.isEmpty ? "" : ": it has \(names.joined(separator: ", "))"
        let message = "the header has no column \(SanitizedText.quoted(column))\(columns)"
        let help: String
        if let nearest = Self.nearest(to: column, of: Array(shown)) {
            help = "did you mean 'column: \(nearest)'?"
        } else if cells.count == 1, let only = cells.first?.text, HumanLoopName(only) != nil {
            help = "a list without a header is of the format lines"
        } else {
            help = "say which column has the names: 'column'"
        }
        return LoopListProblem(code: .listColumn, message: message, position: TextPosition(), help: help)
    }

    /// Whether a text may be shown as a column's name: the file may be no list.
    static func isShown(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.count <= 40
            && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || " _-.()/".unicodeScalars.contains($0) }
    }

    /// Finds the column that was probably meant: the same but for blanks and hyphens, nearly the same, or a part of it.
    static func nearest(to column: String, of columns: [String]) -> String? {
        let wanted = folded(column)
        if let same = columns.first(where: { folded($0) == wanted }) { return same }
        if let near = Spelling.suggestion(for: column, among: columns) { return near }
        let parts = columns.filter { column in
            let part = folded(column)
            return part.count > 1 && (wanted.contains(part) || part.contains(wanted))
        }
        return parts.max { folded($0).count < folded($1).count }
    }

    private static func folded(_ text: String) -> String { text.lowercased().filter { !" _-.".contains($0) } }
}
