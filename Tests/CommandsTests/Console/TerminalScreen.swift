/// As much of a terminal as progress is drawn with; it breaks its lines anew when its width changes, as tmux and VTE do.
struct TerminalScreen {
    private struct Row {
        var cells: [Character] = []
        /// Whether the text goes on in the next row, because it reached the last column.
        var isContinued = false
    }

    private(set) var width: Int
    private var rows = [Row()]
    private var cursor = (row: 0, column: 0)

    init(width: Int) { self.width = width }

    /// The rows down to the last one with text, without spaces at their ends.
    var text: String {
        var lines = rows.map { row in
            String(row.cells.reversed().drop { $0 == " " }.reversed())
        }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Takes in what a program writes.
    mutating func write(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": cursor.column = 0
            case "\n": moveDown()
            case "\u{1B}":
                let sequence = rest.prefix { !("A"..."Z").contains($0) && $0 != "m" }
                rest = rest.dropFirst(sequence.count)
                if let final = rest.popFirst() { control(final, Int(String(sequence.dropFirst())) ?? 1) }
            default: put(Character(scalar))
            }
        }
    }

    private mutating func control(_ final: Unicode.Scalar, _ count: Int) {
        switch final {
        case "A": cursor.row = max(0, cursor.row - count)
        case "K": eraseLine()
        case "J":
            eraseLine()
            rows.removeSubrange((cursor.row + 1)...)
        default: break
        }
    }

    private mutating func eraseLine() {
        rows[cursor.row].cells.removeSubrange(min(cursor.column, rows[cursor.row].cells.count)...)
        rows[cursor.row].isContinued = false
    }

    private mutating func moveDown() {
        cursor.row += 1
        if cursor.row == rows.count { rows.append(Row()) }
    }

    private mutating func put(_ character: Character) {
        if cursor.column == width {
            rows[cursor.row].isContinued = true
            moveDown()
            cursor.column = 0
        }
        let missing = cursor.column + 1 - rows[cursor.row].cells.count
        if missing > 0 { rows[cursor.row].cells += Array(repeating: " ", count: missing) }
        rows[cursor.row].cells[cursor.column] = character
        cursor.column += 1
    }

    /// Changes the width: lines are broken anew, and the cursor stays at the character at which it was.
    mutating func resize(to width: Int) {
        self.width = width
        var broken: [Row] = []
        var place = cursor
        var line: [Character] = []
        var cursorInLine: Int?
        for (index, row) in rows.enumerated() {
            if index == cursor.row { cursorInLine = line.count + cursor.column }
            line += row.cells
            guard !row.isContinued else { continue }
            if let cursorInLine { place = (broken.count + cursorInLine / width, cursorInLine % width) }
            let count = max(1, (line.count + width - 1) / width)
            for part in 0..<count {
                let cells = Array(line[min(line.count, part * width)..<min(line.count, (part + 1) * width)])
                broken.append(Row(cells: cells, isContinued: part + 1 < count))
            }
            (line, cursorInLine) = ([], nil)
        }
        rows = broken
        cursor = place
        while cursor.row >= rows.count { rows.append(Row()) }
    }
}
