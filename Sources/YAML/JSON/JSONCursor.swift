/// Goes through the characters of a JSON text, one ahead, and knows its place.
struct JSONCursor {
    private let input: YAMLInput
    /// The bytes that have been taken and not decoded.
    private var bytes: ArraySlice<UInt8> = []
    /// How many bytes have been decoded.
    private var offset = 0
    /// The last of them.
    private var lastByte: UInt8 = 0
    /// The character before the current one; nil at the start.
    private var last: Unicode.Scalar?
    /// The character at the mark; nil at the end of the text.
    private(set) var current: Unicode.Scalar?
    private(set) var mark = TextPosition()

    init(_ input: YAMLInput) { self.input = input }

    /// Moves to the first character; a byte order mark is passed over.
    mutating func start() throws(YAMLReadError) {
        current = try decode()
        if current == "\u{FEFF}" { current = try decode() }
    }

    /// Moves to the next character.
    mutating func advance() throws(YAMLReadError) {
        guard let scalar = current else { return }
        mark.advance(over: scalar, after: last)
        last = scalar
        // Nothing is current while what comes next cannot be had.
        current = nil
        current = try decode()
    }

    /// Moves on to the last of the characters at hand that stand for themselves in a string: printable ASCII in a row.
    ///
    /// - Returns: the characters between the one that it moves from and the one that it moves to; nil when it does not move.
    mutating func skipPlain(atMost maximum: Int) -> ArraySlice<UInt8>? {
        let run = bytes.prefix(max(0, maximum)).prefix { byte in
            (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        guard let end = run.last, let scalar = current else { return nil }
        bytes = bytes[run.endIndex...]
        offset += run.count
        lastByte = end
        mark.advance(over: scalar, after: last)
        mark.column += run.count - 1
        last = scalar
        current = Unicode.Scalar(end)
        return run.dropLast()
    }

    /// Moves over white space (RFC 8259, section 2); with `inLine` not over the end of the line.
    mutating func skipBlanks(inLine: Bool = false) throws(YAMLReadError) {
        while current == " " || current == "\r" || current == "\t" || !inLine && current == "\n" { try advance() }
    }

    /// Moves to the start of the next line, also over bytes that are no characters.
    ///
    /// - Throws: `YAMLReadError` when there are more than `limit` bytes before it, or its first character cannot be had.
    mutating func skipLine(atMost limit: Int) throws(YAMLReadError) {
        var count = 0
        let newline = UInt8(ascii: "\n")
        while lastByte != newline, let byte = try byte() {
            // What is at hand of the line is passed over in one go.
            let rest = byte == newline ? [] : bytes[..<(bytes.firstIndex(of: newline).map { $0 + 1 } ?? bytes.endIndex)]
            if let end = rest.last { (lastByte, bytes) = (end, bytes[rest.endIndex...]) }
            offset += rest.count
            count += 1 + rest.count
            if count > limit { throw .limit(YAMLLimitError(bound: .scalarBytes(limit), mark: mark)) }
        }
        mark = TextPosition(line: mark.line + 1)
        last = nil
        current = nil
        current = try decode()
    }

    /// Takes the next byte; nil at the end.
    private mutating func byte() throws(YAMLReadError) -> UInt8? {
        if bytes.isEmpty {
            guard let piece = input.take(65_536) else { throw input.error(at: mark) }
            bytes = piece
        }
        guard let byte = bytes.popFirst() else { return nil }
        offset += 1
        lastByte = byte
        return byte
    }

    /// Decodes the next character of UTF-8; nil at the end.
    private mutating func decode() throws(YAMLReadError) -> Unicode.Scalar? {
        guard let lead = try byte() else { return nil }
        if lead < 0x80 { return Unicode.Scalar(lead) }
        let first = offset - 1
        var value: UInt32
        let (count, least): (Int, UInt32)
        switch lead {
        case 0xC2...0xDF: (value, count, least) = (UInt32(lead & 0x1F), 1, 0x80)
        case 0xE0...0xEF: (value, count, least) = (UInt32(lead & 0x0F), 2, 0x800)
        case 0xF0...0xF4: (value, count, least) = (UInt32(lead & 0x07), 3, 0x1_0000)
        default: throw badByte(at: first)
        }
        for _ in 0..<count {
            guard let next = try byte(), next & 0xC0 == 0x80 else { throw badByte(at: first) }
            value = value << 6 | UInt32(next & 0x3F)
        }
        guard value >= least, let scalar = Unicode.Scalar(value) else { throw badByte(at: first) }
        return scalar
    }

    private func badByte(at offset: Int) -> YAMLReadError {
        .syntax(
            YAMLSyntaxError(
                stage: .reader,
                problem: "these bytes are no character",
                problemMark: mark,
                byteOffset: offset
            )
        )
    }
}
