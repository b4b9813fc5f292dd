import YAML

/// Goes through the bytes of a list, and keeps count of lines and columns; LF, CR LF and CR are all seen as LF.
struct ListCursor {
    /// How many bytes of one text are kept: more than any name or ARN has.
    static let longestText = 4_096

    /// How many bytes of a line are passed over at the most.
    static let longestLine = 16 << 20

    private var source: any ByteSource
    private var chunk: [UInt8] = []
    private var index = 0
    /// Whether the byte before was a CR, to which an LF belongs.
    private var isAfterReturn = false
    /// Where the next byte is; a byte within a character has the column after it.
    private(set) var position = TextPosition()

    init(_ source: any ByteSource) { self.source = source }

    /// Looks at the next byte; nil at the end of the list.
    mutating func peek() throws(LoopListError) -> UInt8? {
        guard try isFilled() else { return nil }
        if isAfterReturn {
            isAfterReturn = false
            if chunk[index] == UInt8(ascii: "\n") {
                index += 1
                return try peek()
            }
        }
        return chunk[index] == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : chunk[index]
    }

    /// Looks at the rest of the line without its end; of a very long one, at its first `count` bytes.
    mutating func peekLine(atMost count: Int) throws(LoopListError) -> ArraySlice<UInt8> {
        guard try peek() != nil else { return [] }
        chunk.removeFirst(index)
        index = 0
        var isWhole = chunk.contains(where: Self.endsLine)
        while chunk.count < count, !isWhole {
            let piece: [UInt8]
            do { piece = try source.readChunk() } catch { throw .source(error) }
            if piece.isEmpty { break }
            isWhole = piece.contains(where: Self.endsLine)
            chunk += piece
        }
        return chunk.prefix(count).prefix { !Self.endsLine($0) }
    }

    private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private mutating func isFilled() throws(LoopListError) -> Bool {
        if index == chunk.count {
            do { chunk = try source.readChunk() } catch { throw .source(error) }
            index = 0
        }
        return index < chunk.count
    }

    /// Refuses a text of `count` bytes that goes on and on: what holds it is no list.
    func check(_ count: Int, isAtMost limit: Int, from start: TextPosition) throws(LoopListError) {
        if count > limit { throw .endless(limit, from: start) }
    }

    /// Moves over the byte that was looked at.
    mutating func advance() {
        let byte = chunk[index]
        index += 1
        if Self.endsLine(byte) {
            isAfterReturn = byte == UInt8(ascii: "\r")
            position = TextPosition(line: position.line + 1, column: 1)
        } else if byte & 0xC0 != 0x80 {
            position.column += 1
        }
    }

    /// Moves over spaces and tabs, but for a tab that is `separator`.
    mutating func skipBlanks(separator: UInt8? = nil) throws(LoopListError) {
        while let byte = try peek(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"), byte != separator {
            advance()
        }
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
