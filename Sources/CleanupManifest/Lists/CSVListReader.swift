import Support
import YAML

/// Reads a list of comma-separated values with a header (RFC 4180): the values of one column.
struct CSVListReader: LoopListReader {
    private var cursor: ListCursor
    private let column: String
    /// Which column it is, from 0; nil before the header has been read.
    private var index: Int?
    private var columnCount = 0

    init(_ cursor: ListCursor, column: String) {
        self.cursor = cursor
        self.column = column
    }

    mutating func next() throws(LoopListError) -> LoopListItem? {
        let index: Int
        if let known = self.index { index = known } else { index = try readHeader() }
        self.index = index
        while try cursor.peek() != nil {
            let start = cursor.position
            let fields = try row(keeping: index)
            if fields.count == 1, fields.first?.length == 0, index > 0 { continue }
            guard let field = fields.kept else {
                let message = "this row has no '\(column)': it has \(fields.count) of \(index + 1) columns"
                return .problem(LoopListProblem(code: .listColumn, message: message, position: start))
            }
            if fields.count == 1, field.length == 0 { continue }
            // A comma in a value without quotes moves the name of another loop into the column.
            if fields.count > columnCount {
                let message =
                    "this row has \(fields.count) values for \(columnCount) column\(columnCount == 1 ? "" : "s")"
                let help = "put a value that holds a comma into quotes"
                return .problem(LoopListProblem(code: .listColumn, message: message, position: start, help: help))
            }
            return .text(field)
        }
        return nil
    }

    /// How many bytes a field may have, in a column that is not asked for as well: far more than a spreadsheet's 32,767.
    private static let longestField = 1 << 20

    private mutating func readHeader() throws(LoopListError) -> Int {
        var found: (index: Int, position: TextPosition)?
        var count = 0
        var isLast = false
        while !isLast, try cursor.peek() != nil {
            let field: LoopListText
            (field, isLast) = try self.field()
            if field.text == column {
                if found != nil {
                    let message = "the header names the column \(SanitizedText.quoted(column)) twice"
                    let problem = LoopListProblem(code: .listColumn, message: message, position: field.position)
                    throw .format(problem)
                }
                found = (count, field.position)
            }
            count += 1
        }
        columnCount = count
        if let found { return found.index }
        let message = "the header has no column \(SanitizedText.quoted(column))"
        let help = "say which column has the names: 'column'"
        throw .format(LoopListProblem(code: .listColumn, message: message, position: TextPosition(), help: help))
    }

    /// Reads a row: how many fields it has, the first one, and the one that is asked for when there is such a one.
    private mutating func row(
        keeping index: Int
    ) throws(LoopListError) -> (count: Int, first: LoopListText?, kept: LoopListText?) {
        var row: (count: Int, first: LoopListText?, kept: LoopListText?) = (0, nil, nil)
        var isLast = false
        while !isLast {
            let field: LoopListText
            (field, isLast) = try self.field()
            if row.count == 0 { row.first = field }
            if row.count == index { row.kept = field }
            row.count += 1
        }
        return row
    }

    private mutating func field() throws(LoopListError) -> (LoopListText, isLast: Bool) {
        let start = cursor.position
        let isQuoted = try cursor.peek() == UInt8(ascii: "\"")
        let bytes = try isQuoted ? quotedBytes(from: start) : plainBytes(from: start)
        let text = String(decoding: bytes, as: UTF8.self)
        let length = text.unicodeScalars.count + (isQuoted ? 2 : 0)
        let field = LoopListText(subject: SanitizedText.quoted(column), text: text, position: start, length: length)
        guard let byte = try cursor.peek() else { return (field, true) }
        cursor.advance()
        return (field, byte != UInt8(ascii: ","))
    }

    private mutating func plainBytes(from start: TextPosition) throws(LoopListError) -> [UInt8] {
        var (bytes, count) = ([] as [UInt8], 0)
        while let byte = try cursor.peek(), byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "\"") {
                let message = "a quote stands inside a value that does not begin with one"
                let help = "put the whole value into quotes, and write a quote in it twice"
                let problem = LoopListProblem(code: .csv, message: message, position: cursor.position, help: help)
                throw .format(problem)
            }
            if bytes.count < ListCursor.longestText { bytes.append(byte) }
            count += 1
            try cursor.check(count, isAtMost: Self.longestField, from: start)
            cursor.advance()
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return bytes
    }

    private mutating func quotedBytes(from start: TextPosition) throws(LoopListError) -> [UInt8] {
        var (bytes, count) = ([] as [UInt8], 0)
        cursor.advance()
        while let byte = try cursor.peek() {
            cursor.advance()
            if byte == UInt8(ascii: "\"") {
                guard try cursor.peek() == UInt8(ascii: "\"") else {
                    try endQuoted()
                    return bytes
                }
                cursor.advance()
            }
            if bytes.count < ListCursor.longestText { bytes.append(byte) }
            count += 1
            try cursor.check(count, isAtMost: Self.longestField, from: start)
        }
        let message = "the quote that is opened here is never closed"
        throw .format(LoopListProblem(code: .csv, message: message, position: start))
    }

    private mutating func endQuoted() throws(LoopListError) {
        if try cursor.peek() == UInt8(ascii: "\r") { cursor.advance() }
        guard let byte = try cursor.peek(), byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n") else { return }
        let message = "after a closing quote there must be a comma or the end of the line"
        let help = "write a quote that belongs to the value twice"
        throw .format(LoopListProblem(code: .csv, message: message, position: cursor.position, help: help))
    }
}
