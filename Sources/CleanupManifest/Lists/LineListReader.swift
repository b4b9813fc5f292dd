import YAML

/// Reads a list of one name or ARN a line.
struct LineListReader: LoopListReader {
    private var cursor: ListCursor

    init(_ cursor: ListCursor) { self.cursor = cursor }

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

/// Goes through the bytes of a list, and keeps count of lines and columns.
struct ListCursor {
    /// How many bytes of one text are kept: more than any name or ARN has.
    static let longestText = 4_096

    /// How many bytes of a line are passed over at the most.
    static let longestLine = 16 << 20

    private var source: any ByteSource
    private var chunk: [UInt8] = []
    private var index = 0
    private var hasBegun = false
    /// Where the next byte is; a byte within a character has the column after it.
    private(set) var position = TextPosition()

    /// Makes a cursor before the first byte; a byte order mark is passed over.
    init(_ source: any ByteSource) { self.source = source }

    /// Looks at the next byte; nil at the end of the list.
    mutating func peek() throws(LoopListError) -> UInt8? {
        if index == chunk.count {
            do { try refill() } catch { throw .source(error) }
            if index == chunk.count { return nil }
        }
        return chunk[index]
    }

    /// Reads the next piece; a byte order mark may come in several.
    private mutating func refill() throws(ByteSourceError) {
        chunk = try source.readChunk()
        index = 0
        guard !hasBegun else { return }
        hasBegun = true
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        while !chunk.isEmpty, chunk.count < mark.count, mark.starts(with: chunk) {
            let more = try source.readChunk()
            if more.isEmpty { return }
            chunk += more
        }
        guard chunk.starts(with: mark) else { return }
        index = mark.count
        if index == chunk.count { try refill() }
    }

    /// Refuses a text of `count` bytes that goes on and on: what holds it is no list.
    func check(_ count: Int, isAtMost limit: Int, from start: TextPosition) throws(LoopListError) {
        if count > limit { throw .endless(limit, from: start) }
    }

    mutating func advance() {
        let byte = chunk[index]
        index += 1
        if byte == UInt8(ascii: "\n") {
            position = TextPosition(line: position.line + 1, column: 1)
        } else if byte & 0xC0 != 0x80 {
            position.column += 1
        }
    }

    mutating func skipSpaces() throws(LoopListError) {
        while let byte = try peek(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { advance() }
    }

    /// Goes past the end of the line.
    mutating func skipLine() throws(LoopListError) {
        let start = position
        var count = 0
        while let byte = try peek() {
            advance()
            count += 1
            try check(count, isAtMost: Self.longestLine, from: start)
            if byte == UInt8(ascii: "\n") { return }
        }
    }
}
