import Support
import YAML

/// Reads a list of values divided by commas, semicolons or tabs with a header (RFC 4180): the values of one column.
struct CSVListReader: LoopListReader {
    /// How many bytes a field may have, in a column that is not asked for as well: far more than a spreadsheet's 32,767.
    private static let longestField = 1 << 20
    /// How many bytes of the header are looked at for what divides its columns.
    private static let longestLook = 65_536

    private var cursor: ListCursor
    private let column: String
    private var separator = UInt8(ascii: ",")
    /// Which column it is, from 0, and how many there are; nil before the header has been read.
    private var header: (index: Int, count: Int)?

    init(_ cursor: ListCursor, column: String) {
        self.cursor = cursor
        self.column = column
    }

    mutating func next() throws(LoopListError) -> LoopListItem? {
        let (index, columnCount): (Int, Int)
        if let header { (index, columnCount) = header } else { (index, columnCount) = try readHeader() }
        header = (index, columnCount)
        while try cursor.peek() != nil {
            let start = cursor.position
            let row = try row(keeping: index)
            if row.isEmpty { continue }
            guard let field = row.kept else {
                let message = "this row has no '\(column)': it has \(row.count) of \(index + 1) columns"
                return .problem(LoopListProblem(code: .listColumn, message: message, position: start))
            }
            // A comma in a value without quotes moves the name of another loop into the column.
            if row.count > columnCount {
                let message = "this row has \(row.count) values for \(columnCount) column\(columnCount == 1 ? "" : "s")"
                let help = "put a value that holds a \(separatorName) into quotes"
                return .problem(LoopListProblem(code: .listColumn, message: message, position: start, help: help))
            }
            return .text(field)
        }
        return nil
    }

    /// Reads up to the first row that is not empty, which is the header.
    private mutating func readHeader() throws(LoopListError) -> (index: Int, count: Int) {
        let separates = try readSeparator()
        while try cursor.peek() != nil {
            if !separates { separator = Self.separator(in: try cursor.peekLine(atMost: Self.longestLook), column) }
            var header = CSVHeader()
            var (isLast, isEmpty) = (false, true)
            while !isLast {
                let cell: LoopListText
                (cell, isLast) = try field()
                header.add(cell)
                isEmpty = isEmpty && cell.text.isEmpty
            }
            if !isEmpty { return (try header.index(of: column), header.count) }
        }
        return (try CSVHeader().index(of: column), 0)
    }

    /// Takes the line `sep=;` that some spreadsheets write before the header, and returns whether there is one.
    private mutating func readSeparator() throws(LoopListError) -> Bool {
        let line = try cursor.peekLine(atMost: 8).filter { $0 != UInt8(ascii: "\"") }
        guard line.count == 5, let last = line.last, !last.isASCIILetter, !last.isASCIIDigit, last < 0x80,
            String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep="
        else { return false }
        separator = last
        try cursor.skipLine()
        return true
    }

    /// Finds what divides a header: what divides the column off that is asked for, else what it has most of.
    private static func separator(in line: ArraySlice<UInt8>, _ column: String) -> UInt8 {
        var isQuoted = false
        var parts: [UInt8: Int] = [:]
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { parts[byte, default: 0] += 1 }
        }
        let candidates = ",;\t".utf8.filter { parts[$0] != nil }
        let dividing = candidates.first { candidate in
            line.split(separator: candidate).contains { cell in
                let text = String(decoding: cell.filter { !" \"".utf8.contains($0) }, as: UTF8.self)
                return text.lowercased() == column.lowercased().filter { $0 != " " }
            }
        }
        // Of those that it has as many of, the first.
        return dividing ?? candidates.reversed().max { parts[$0, default: 0] < parts[$1, default: 0] }
            ?? UInt8(ascii: ",")
    }

    private var separatorName: String {
        switch separator {
        case UInt8(ascii: ","): "comma"
        case UInt8(ascii: ";"): "semicolon"
        case UInt8(ascii: "\t"): "tab"
        default: SanitizedText.quoted(String(decoding: [separator], as: UTF8.self))
        }
    }

    /// Reads a row: how many fields it has, whether all are empty, and the one that is asked for when there is one.
    private mutating func row(
        keeping index: Int
    ) throws(LoopListError) -> (count: Int, isEmpty: Bool, kept: LoopListText?) {
        var row: (count: Int, isEmpty: Bool, kept: LoopListText?) = (0, true, nil)
        var isLast = false
        while !isLast {
            let field: LoopListText
            (field, isLast) = try self.field()
            row.isEmpty = row.isEmpty && field.text.isEmpty
            if row.count == index { row.kept = field }
            row.count += 1
        }
        return row
    }

    /// Reads a field, without the blanks around it.
    private mutating func field() throws(LoopListError) -> (LoopListText, isLast: Bool) {
        try cursor.skipBlanks(separator: separator)
        let start = cursor.position
        let isQuoted = try cursor.peek() == UInt8(ascii: "\"")
        let bytes = try isQuoted ? quotedBytes(from: start) : plainBytes(from: start)
        let text = String(decoding: bytes, as: UTF8.self)
        let length = text.unicodeScalars.count + (isQuoted ? 2 : 0)
        let field = LoopListText(subject: SanitizedText.quoted(column), text: text, position: start, length: length)
        guard let byte = try cursor.peek() else { return (field, true) }
        cursor.advance()
        return (field, byte != separator)
    }

    private mutating func plainBytes(from start: TextPosition) throws(LoopListError) -> [UInt8] {
        var (bytes, count) = ([] as [UInt8], 0)
        while let byte = try cursor.peek(), byte != separator, byte != UInt8(ascii: "\n") {
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
        while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { bytes.removeLast() }
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
        try cursor.skipBlanks(separator: separator)
        guard let byte = try cursor.peek(), byte != separator, byte != UInt8(ascii: "\n") else { return }
        let message = "after a closing quote there must be a \(separatorName) or the end of the line"
        let help = "write a quote that belongs to the value twice"
        throw .format(LoopListProblem(code: .csv, message: message, position: cursor.position, help: help))
    }
}
