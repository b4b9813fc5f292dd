/// A table whose columns are as wide as their cells need and the line lets them be.
///
/// When the line is too narrow, the last column gives first, down to its least width, then the others from the left.
/// A last column of sentences lies beneath each row, and has nearly the whole line, before any other is cut but names.
package struct TextTable {
    private static let gap = "  "
    private let columns: [TextColumn]
    private let layout: TextLayout
    private let indent: Int
    /// How many lines a sentence may take.
    private let sentenceLines: Int
    /// How wide each column is; the last is missing when it lies beneath.
    private let widths: [Int]

    /// Measures every row; a row is a cell for each column.
    package init(
        _ columns: [TextColumn],
        fitting rows: some Sequence<[TextCell]>,
        in layout: TextLayout,
        indent: Int = 0,
        sentenceLines: Int = 3
    ) {
        var natural = columns.map { layout.columns(of: $0.title, upTo: $0.columns.upperBound) }
        for row in rows {
            for (index, cell) in row.enumerated() {
                let limit = columns[index].columns.upperBound
                // A column that is as wide as it may be need not look at its other cells.
                if natural[index] < limit {
                    natural[index] = max(natural[index], layout.columns(of: cell.text, upTo: limit))
                }
            }
        }
        self.columns = columns
        self.layout = layout
        self.indent = indent
        self.sentenceLines = sentenceLines
        widths = Self.widths(natural, of: columns, in: layout.width - indent)
    }

    /// The titles as a line; nil when no column has one.
    package var header: String? {
        guard columns.contains(where: { !$0.title.isEmpty }) else { return nil }
        return line(of: columns.map { TextCell(text: $0.title, tone: .strong) })
    }

    /// Makes the line of a row, or its lines when its sentence needs more than one.
    package func lines(of row: [TextCell]) -> [String] {
        guard columns.last?.fitting == .sentence, let sentence = row.last else { return [line(of: row)] }
        let isBeneath = widths.count < columns.count
        let offset = isBeneath ? indent + 2 : widths.dropLast().reduce(indent) { $0 + $1 + Self.gap.utf8.count }
        let pieces = layout.wrapped(sentence.text, to: layout.width - offset, lines: sentenceLines)
        let margin = String(repeating: " ", count: offset)
        let lines = pieces.map { margin + layout.style.paint($0, sentence.tone) }
        if isBeneath {
            let head = line(of: row)
            return (head.isEmpty ? [] : [head]) + lines
        }
        let first = TextCell(text: pieces.first ?? "", tone: sentence.tone)
        return [line(of: row.dropLast() + [first])] + lines.dropFirst()
    }

    /// Makes the line of all cells that do not lie beneath, without spaces at its end.
    private func line(of row: [TextCell]) -> String {
        var line = ""
        var pending = String(repeating: " ", count: indent)
        for (index, width) in widths.enumerated() {
            let cell = row[index]
            let isName = columns[index].fitting == .name
            let text = isName ? layout.abbreviated(cell.text, to: width) : layout.fitted(cell.text, to: width)
            let missing = String(repeating: " ", count: width - layout.columns(of: text, upTo: width))
            if columns[index].fitting == .number { pending += missing }
            if !text.isEmpty {
                line += pending + layout.style.paint(text, cell.tone)
                pending = ""
            }
            if columns[index].fitting != .number { pending += missing }
            pending += Self.gap
        }
        return line
    }

    /// Decides how wide each column is in so many columns of the terminal; the last has no width when it lies beneath.
    private static func widths(_ natural: [Int], of columns: [TextColumn], in room: Int) -> [Int] {
        let last = natural.count - 1
        let isSentence = columns[last].fitting == .sentence
        let others = (0..<last).filter { !isSentence || columns[$0].fitting == .name }
        let side = shrunk(natural, of: columns, in: [last] + others, to: room)
        if side.isFitting || !isSentence { return side.widths }
        return shrunk(Array(natural[..<last]), of: columns, in: Array(0..<last), to: room).widths
    }

    /// Takes width away from the columns in an order, from each no more than it can spare.
    private static func shrunk(
        _ natural: [Int],
        of columns: [TextColumn],
        in order: [Int],
        to room: Int
    ) -> (widths: [Int], isFitting: Bool) {
        var widths = natural
        var excess = natural.reduce(0, +) + gap.utf8.count * (natural.count - 1) - room
        for index in order where excess > 0 {
            let spare = min(excess, max(0, widths[index] - columns[index].columns.lowerBound))
            widths[index] -= spare
            excess -= spare
        }
        return (widths, excess <= 0)
    }
}

/// One column of a table.
package struct TextColumn {
    /// How cells that are too long or too short are fitted.
    package enum Fitting {
        /// Flush left; the end is cut off.
        case text
        /// Flush left; the middle is cut out, because names often differ at the end.
        case name
        /// Flush right; the end is cut off.
        case number
        /// Flush left and broken into a few lines; only for a table's last column, which may lie beneath the others.
        case sentence
    }

    /// What stands above the column; empty when nothing does.
    package var title: String
    package var fitting: Fitting
    /// How many columns of the terminal it is given at the least, when its cells need them, and at the most.
    package var columns: ClosedRange<Int>

    package init(title: String, fitting: Fitting, columns: ClosedRange<Int>) {
        self.title = title
        self.fitting = fitting
        self.columns = columns
    }
}

/// One cell of a table, in words that need not be harmless yet.
package struct TextCell {
    package var text: String
    package var tone: TextTone

    package init(text: String, tone: TextTone = .plain) {
        self.text = text
        self.tone = tone
    }
}
