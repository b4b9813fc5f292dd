/// A place in the bytes of a document, which moves on over what it takes.
struct XMLScanner {
    /// The document.
    private let bytes: [UInt8]
    /// How many bytes lie behind.
    private(set) var offset = 0

    /// Begins at the first byte.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { offset == bytes.count }

    /// Tells of trouble at this place.
    func error(_ reason: String) -> XMLReadingError { XMLReadingError(offset: offset, reason: reason) }

    /// Whether certain text comes next.
    func isBefore(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

    /// Passes over certain text if it comes next.
    ///
    /// - Returns: whether it came next.
    mutating func skip(_ text: String) -> Bool {
        guard isBefore(text) else { return false }
        offset += text.utf8.count
        return true
    }

    /// Passes over blanks.
    ///
    /// - Returns: whether anything is left.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        while !isAtEnd, Self.blanks.contains(bytes[offset]) { offset += 1 }
        return !isAtEnd
    }

    /// Takes the text up to the next tag.
    mutating func takeText() -> ArraySlice<UInt8> {
        let text = bytes[offset...].prefix { $0 != UInt8(ascii: "<") }
        offset = text.endIndex
        return text
    }

    /// Takes all up to certain text, and passes over that text.
    ///
    /// - Throws: `XMLReadingError` when the text does not come.
    mutating func take(until mark: String) throws(XMLReadingError) -> ArraySlice<UInt8> {
        guard let range = bytes[offset...].firstRange(of: Array(mark.utf8)) else {
            throw error("the document ends before '\(mark)'")
        }
        defer { offset = range.upperBound }
        return bytes[offset..<range.lowerBound]
    }

    /// Takes the name of an element or an attribute.
    ///
    /// - Throws: `XMLReadingError` when none comes next.
    mutating func takeName() throws(XMLReadingError) -> ArraySlice<UInt8> {
        let name = bytes[offset...].prefix { Self.isNameByte($0) }
        guard let first = name.first, !Self.neverFirst.contains(first) else { throw error("no name where one belongs") }
        offset = name.endIndex
        return name
    }

    /// The blanks of XML.
    private static let blanks = Array(" \t\r\n".utf8)

    /// What may stand in a name and not begin it.
    private static let neverFirst = Array("-.0123456789".utf8)

    /// Whether a byte may stand in a name; of letters beyond ASCII each byte may.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"),
            UInt8(ascii: "."), 0x80...0xFF:
            true
        default: false
        }
    }
}

/// The text of XML, in which some characters are written by their names or numbers.
enum XMLText {
    /// The names that XML itself has (XML 1.0, section 4.6).
    private static let names = ["amp": "&", "lt": "<", "gt": ">", "apos": "'", "quot": "\""]

    /// Replaces names and numbers of characters by the characters.
    ///
    /// - Parameters:
    ///   - bytes: the text as it is written, which is UTF-8.
    ///   - scanner: where in the document the reading is, for an error.
    /// - Returns: the text as it is meant.
    /// - Throws: `XMLReadingError` when a name is none of the five, a number is no character's, or a character may not
    ///   stand in XML.
    static func decode(_ bytes: ArraySlice<UInt8>, in scanner: XMLScanner) throws(XMLReadingError) -> String {
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x9 || $0 == 0xA || $0 == 0xD }) else {
            throw scanner.error("a control character")
        }
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        let pieces = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        var text = String(decoding: pieces[0], as: UTF8.self)
        for piece in pieces.dropFirst() {
            guard let end = piece.firstIndex(of: UInt8(ascii: ";")),
                let character = character(String(decoding: piece[..<end], as: UTF8.self))
            else { throw scanner.error("a reference to what is no character") }
            text += character + String(decoding: piece[piece.index(after: end)...], as: UTF8.self)
        }
        return text
    }

    /// The character of a name, or of a number such as `#38` or `#x26`.
    ///
    /// - Returns: nil when there is none, or it may not stand in XML.
    private static func character(_ reference: String) -> String? {
        if let named = names[reference] { return named }
        let number =
            if reference.hasPrefix("#x") {
                UInt32(reference.dropFirst(2), radix: 16)
            } else if reference.hasPrefix("#") {
                UInt32(reference.dropFirst())
            } else {
                nil as UInt32?
            }
        guard let scalar = number.flatMap({ Unicode.Scalar($0) }) else { return nil }
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...: return String(Character(scalar))
        default: return nil
        }
    }
}
