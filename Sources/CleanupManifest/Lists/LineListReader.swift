import YAML

/// Reads a list of one name or ARN a line.
struct LineListReader: LoopListReader {
    /// Where the bytes come from.
    private var cursor: ListCursor

    /// Starts before the first line.
    init(_ cursor: ListCursor) {
        self.cursor = cursor
    }

    mutating func next() throws(LoopListError) -> LoopListItem? {
        while try cursor.peek() != nil {
            try cursor.skipSpaces()
            let start = cursor.position
            let bytes = try line()
            if bytes.isEmpty { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let length = text.unicodeScalars.count
            return .text(LoopListText(subject: "the line", text: text, position: start, length: length))
        }
        return nil
    }

    /// Reads the rest of a line, without its comment and the blanks at its end.
    private mutating func line() throws(LoopListError) -> [UInt8] {
        let start = cursor.position
        var bytes: [UInt8] = []
        while let byte = try cursor.peek(), byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "#"), bytes.last.map(Self.isBlank) ?? true { break }
            bytes.append(byte)
            try cursor.check(bytes.count, isAtMost: ListCursor.longestText, from: start)
            cursor.advance()
        }
        try cursor.skipLine()
        while let last = bytes.last, Self.isBlank(last) { bytes.removeLast() }
        return bytes
    }

    /// Whether a byte is a space, a tab or the carriage return of CR LF.
    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}
