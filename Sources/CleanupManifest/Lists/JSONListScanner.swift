import Support
import YAML

/// Takes JSON text (RFC 8259) apart, one token at a time.
struct JSONListScanner {
    /// How deep objects and arrays may nest in a value that is passed over.
    private static let maximumDepth = 64

    /// Where the bytes come from.
    private var cursor: ListCursor
    /// Whether a line feed is more than a blank.
    private let isByLine: Bool

    /// Makes a scanner; with `isByLine`, blanks do not cross lines.
    init(_ cursor: ListCursor, isByLine: Bool) {
        self.cursor = cursor
        self.isByLine = isByLine
    }

    /// Where the next byte is.
    var position: TextPosition { cursor.position }

    /// Makes the error of something that is wrong at the next byte.
    func problem(_ message: String, help: String? = nil) -> LoopListError {
        .format(LoopListProblem(code: .json, message: message, position: cursor.position, help: help))
    }

    /// Looks at the next byte that is no blank.
    ///
    /// - Returns: nil at the end.
    mutating func peek() throws(LoopListError) -> UInt8? {
        while let byte = try cursor.peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): cursor.advance()
            case UInt8(ascii: "\n") where !isByLine: cursor.advance()
            default: return byte
            }
        }
        return nil
    }

    /// Goes past a character when it is the next one.
    ///
    /// - Returns: whether it was.
    mutating func take(_ character: Unicode.Scalar) throws(LoopListError) -> Bool {
        guard try peek() == UInt8(ascii: character) else { return false }
        cursor.advance()
        return true
    }

    /// Goes past the end of the line.
    mutating func skipLine() throws(LoopListError) {
        try cursor.skipLine()
    }

    /// Reads a string.
    mutating func string(subject: String) throws(LoopListError) -> LoopListText {
        guard try peek() == UInt8(ascii: "\"") else { throw problem("\(subject) must be a text in quotes") }
        let start = cursor.position
        cursor.advance()
        var scalars = String.UnicodeScalarView()
        var bytes: [UInt8] = []
        while let byte = try cursor.peek() {
            guard byte >= 0x20 else { break }
            if byte == UInt8(ascii: "\"") {
                cursor.advance()
                scalars.append(contentsOf: String(decoding: bytes, as: UTF8.self).unicodeScalars)
                let length = cursor.position.line == start.line ? cursor.position.column - start.column : 1
                return LoopListText(subject: subject, text: String(scalars), position: start, length: length)
            }
            let isKept = bytes.count + scalars.count < ListCursor.longestText
            if byte == UInt8(ascii: "\\") {
                scalars.append(contentsOf: String(decoding: bytes, as: UTF8.self).unicodeScalars)
                bytes = []
                let scalar = try escape()
                if isKept { scalars.append(scalar) }
            } else {
                cursor.advance()
                if isKept { bytes.append(byte) }
            }
        }
        let end = try cursor.peek()
        if end == nil || end == UInt8(ascii: "\n") {
            let message = "the quote that is opened here is never closed"
            throw .format(LoopListProblem(code: .json, message: message, position: start))
        }
        throw problem("control characters are not allowed in JSON text")
    }

    /// Reads an escape.
    private mutating func escape() throws(LoopListError) -> Unicode.Scalar {
        cursor.advance()
        guard let byte = try cursor.peek() else { throw problem("the text ends in an escape") }
        let plain: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
            UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
        ]
        if let scalar = plain[byte] {
            cursor.advance()
            return scalar
        }
        guard byte == UInt8(ascii: "u") else { throw problem("no such escape exists in JSON") }
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, try cursor.peek() == UInt8(ascii: "\\") else {
            throw problem("half of a surrogate pair stands before this")
        }
        cursor.advance()
        guard try cursor.peek() == UInt8(ascii: "u") else {
            throw problem("half of a surrogate pair stands before this")
        }
        let low = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else {
            throw problem("half of a surrogate pair stands before this")
        }
        return scalar
    }

    /// Reads the `u` of an escape and its four digits.
    private mutating func hexadecimal() throws(LoopListError) -> UInt32 {
        cursor.advance()
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = try cursor.peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("an escape '\\u' must have four hexadecimal digits")
            }
            number = number << 4 | UInt32(digit)
            cursor.advance()
        }
        return number
    }

    /// Goes past a value.
    ///
    /// - Returns: what kind of value it is, in words.
    mutating func skipValue(depth: Int = 0) throws(LoopListError) -> String {
        guard depth < Self.maximumDepth else {
            throw problem("values nest deeper than \(Self.maximumDepth) levels here")
        }
        switch try peek() {
        case UInt8(ascii: "\""):
            _ = try string(subject: "a value")
            return "a text"
        case UInt8(ascii: "["):
            cursor.advance()
            try skipItems(until: "]", depth: depth)
            return "an array"
        case UInt8(ascii: "{"):
            cursor.advance()
            try skipItems(until: "}", depth: depth)
            return "an object"
        default: return try skipWord()
        }
    }

    /// Goes past the items of an array or an object that has been opened, and its end.
    private mutating func skipItems(until end: Unicode.Scalar, depth: Int) throws(LoopListError) {
        var isFirst = true
        while try !take(end) {
            if !isFirst, try !take(",") { throw problem("there must be a comma or '\(end)' here") }
            isFirst = false
            if end == "}" {
                _ = try string(subject: "a key")
                guard try take(":") else { throw problem("after a key there must be a colon") }
            }
            _ = try skipValue(depth: depth + 1)
        }
    }

    /// Goes past a number, `true`, `false` or `null`.
    private mutating func skipWord() throws(LoopListError) -> String {
        let start = cursor.position
        var bytes: [UInt8] = []
        while let byte = try cursor.peek(), bytes.count < ListCursor.longestText, Self.isWordByte(byte) {
            bytes.append(byte)
            cursor.advance()
        }
        let text = String(decoding: bytes, as: UTF8.self)
        switch text {
        case "null": return "null"
        case "true", "false": return "true or false"
        case "": throw problem("a value must stand here")
        default:
            if let first = bytes.first,
                first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
                !bytes.contains(UInt8(ascii: "x")), Double(text) != nil
            {
                return "a number"
            }
            // The text is not shown: the file may be no list.
            let message = "this is no JSON value"
            throw .format(
                LoopListProblem(code: .json, message: message, position: start, help: "put a text into quotes")
            )
        }
    }

    /// Whether a byte may be part of a number or a word.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
