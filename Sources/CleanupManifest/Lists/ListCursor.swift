import YAMLEvents
import YAMLReading

/// Goes through the bytes of a list, and keeps count of lines and columns.
struct ListCursor {
    /// How many bytes of one text are kept: more than any name or ARN has.
    static let longestText = 4_096

    /// Where the bytes come from.
    private var source: any ByteSource
    /// The bytes at hand.
    private var chunk: [UInt8] = []
    /// Which of them is next.
    private var index = 0
    /// Whether the first piece has been read.
    private var hasBegun = false
    /// Where the next byte is; a byte within a character has the column after it.
    private(set) var position = TextPosition()

    /// Makes a cursor before the first byte; a byte order mark is passed over.
    init(_ source: any ByteSource) {
        self.source = source
    }

    /// Looks at the next byte.
    ///
    /// - Returns: nil at the end of the list.
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

    /// Goes past the byte that was looked at.
    mutating func advance() {
        let byte = chunk[index]
        index += 1
        if byte == UInt8(ascii: "\n") {
            position = TextPosition(line: position.line + 1, column: 1)
        } else if byte & 0xC0 != 0x80 {
            position.column += 1
        }
    }

    /// Goes past spaces and tabs.
    mutating func skipSpaces() throws(LoopListError) {
        while let byte = try peek(), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { advance() }
    }

    /// Goes past the end of the line.
    mutating func skipLine() throws(LoopListError) {
        while let byte = try peek() {
            advance()
            if byte == UInt8(ascii: "\n") { return }
        }
    }
}
