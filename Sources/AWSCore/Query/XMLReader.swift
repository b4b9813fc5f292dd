import Support

/// Reads the XML that AWS's query services answer with.
///
/// It is strict, and small because of what it refuses: a document type, and with it all entities but the five that XML
/// itself has, so that no answer can grow while it is read or name a file to be read.
struct XMLReader {
    /// How deep elements may stand in one another; the answers of AWS stay below ten.
    static let maximumDepth = 64

    private var scanner: XMLScanner
    /// The elements that are not closed yet, the outermost first, with their names as they are written.
    private var open: [(name: ArraySlice<UInt8>, element: XMLElement)] = []
    private var root: XMLElement?

    /// Reads a whole document; throws at the first place that is not as it must be.
    static func read(_ bytes: [UInt8]) throws(XMLReadingError) -> XMLElement {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw XMLReadingError(offset: 0, reason: "bytes that are not UTF-8")
        }
        var reader = XMLReader(scanner: XMLScanner(bytes: bytes))
        _ = reader.scanner.skip("\u{FEFF}")
        while !reader.scanner.isAtEnd { try reader.readNext() }
        guard let root = reader.root else { throw reader.scanner.error("the document ends before its element does") }
        return root
    }

    private mutating func readNext() throws(XMLReadingError) {
        if scanner.skip("<!--") {
            _ = try scanner.take(until: "-->")
        } else if scanner.skip("<![CDATA[") {
            try add(text: String(decoding: scanner.take(until: "]]>"), as: UTF8.self))
        } else if scanner.skip("<?") {
            _ = try scanner.take(until: "?>")
        } else if scanner.skip("</") {
            try close(scanner.takeName())
        } else if scanner.skip("<!") {
            throw scanner.error("a document type, which is not read")
        } else if scanner.skip("<") {
            try openElement()
        } else {
            // The scanner goes past the text first: the place in an error is where the text ends.
            let text = scanner.takeText()
            try add(text: scanner.decoded(text))
        }
    }

    private mutating func openElement() throws(XMLReadingError) {
        guard root == nil else { throw scanner.error("a second outermost element") }
        guard open.count < Self.maximumDepth else { throw scanner.error("elements that stand too deep") }
        let name = try scanner.takeName()
        let localName = name.split(separator: UInt8(ascii: ":")).last ?? name
        try skipAttributes()
        open.append((name, XMLElement(name: String(decoding: localName, as: UTF8.self))))
        if scanner.skip("/>") {
            closeInnermost()
        } else if !scanner.skip(">") {
            throw scanner.error("a tag that does not end")
        }
    }

    /// Passes over the attributes of a tag, which say nothing that is needed.
    private mutating func skipAttributes() throws(XMLReadingError) {
        while scanner.skipBlanks(), !scanner.isBefore(">"), !scanner.isBefore("/>") {
            _ = try scanner.takeName()
            scanner.skipBlanks()
            guard scanner.skip("=") else { throw scanner.error("an attribute without a value") }
            scanner.skipBlanks()
            let quote = scanner.isBefore("'") ? "'" : "\""
            guard scanner.skip(quote) else { throw scanner.error("a value that is not quoted") }
            let value = try scanner.take(until: quote)
            guard !value.contains(UInt8(ascii: "<")) else { throw scanner.error("a bracket in a value") }
            _ = try scanner.decoded(value)
        }
    }

    private mutating func close(_ name: ArraySlice<UInt8>) throws(XMLReadingError) {
        scanner.skipBlanks()
        guard scanner.skip(">") else { throw scanner.error("a tag that does not end") }
        guard let innermost = open.last, innermost.name == name else {
            throw scanner.error("a closing tag of another element")
        }
        closeInnermost()
    }

    private mutating func closeInnermost() {
        guard let closed = open.popLast()?.element else { return }
        if open.isEmpty {
            root = closed
        } else {
            open[open.count - 1].element.children.append(closed)
        }
    }

    /// Adds text to the innermost element; outside of all elements only blanks may stand.
    private mutating func add(text: String) throws(XMLReadingError) {
        if !open.isEmpty {
            open[open.count - 1].element.text += text
        } else if !text.trimmingBlanks().isEmpty {
            throw scanner.error("text outside of the element")
        }
    }
}

/// An element of XML: its name, what stands in it, and the elements in it; attributes are read and left out.
struct XMLElement: Hashable, Sendable {
    /// Without the prefix of its namespace.
    let name: String
    /// The text directly in the element, its pieces put together.
    var text = ""
    var children: [XMLElement] = []

    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The text of the first child of a name, without the blanks around it; nil when it is absent or empty.
    func text(of name: String) -> String? {
        guard let text = self[name]?.text.trimmingBlanks(), !text.isEmpty else { return nil }
        return text
    }
}

/// A document that is not XML, or holds what no answer of AWS holds.
struct XMLReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In bytes from the document's beginning.
    let offset: Int
    let reason: String

    var description: String { "\(reason) at byte \(offset)" }
}

/// A place in the bytes of a document, which moves on over what it takes.
struct XMLScanner {
    let bytes: [UInt8]
    private(set) var offset = 0

    var isAtEnd: Bool { offset == bytes.count }

    func error(_ reason: String) -> XMLReadingError { XMLReadingError(offset: offset, reason: reason) }

    func isBefore(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

    mutating func skip(_ text: String) -> Bool {
        guard isBefore(text) else { return false }
        offset += text.utf8.count
        return true
    }

    /// Passes over blanks, and tells whether anything is left.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        while !isAtEnd, Self.blanks.contains(bytes[offset]) { offset += 1 }
        return !isAtEnd
    }

    mutating func takeText() -> ArraySlice<UInt8> {
        let text = bytes[offset...].prefix { $0 != UInt8(ascii: "<") }
        offset = text.endIndex
        return text
    }

    /// Takes all up to certain text, and passes over that text.
    mutating func take(until mark: String) throws(XMLReadingError) -> ArraySlice<UInt8> {
        guard let range = bytes[offset...].firstRange(of: Array(mark.utf8)) else {
            throw error("the document ends before '\(mark)'")
        }
        defer { offset = range.upperBound }
        return bytes[offset..<range.lowerBound]
    }

    mutating func takeName() throws(XMLReadingError) -> ArraySlice<UInt8> {
        let name = bytes[offset...].prefix { Self.isNameByte($0) }
        guard let first = name.first, !Self.neverFirst.contains(first) else { throw error("no name where one belongs") }
        offset = name.endIndex
        return name
    }

    private static let blanks = Array(" \t\r\n".utf8)

    private static let neverFirst = Array("-.0123456789".utf8)

    /// Whether a byte may stand in a name; of letters beyond ASCII each byte may.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || "_:-.".utf8.contains(byte)
    }

    /// The names that XML itself has (XML 1.0, section 4.6).
    private static let names = ["amp": "&", "lt": "<", "gt": ">", "apos": "'", "quot": "\""]

    /// Replaces names and numbers of characters by the characters; throws when one is not a character that XML allows.
    func decoded(_ bytes: ArraySlice<UInt8>) throws(XMLReadingError) -> String {
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x9 || $0 == 0xA || $0 == 0xD }) else {
            throw error("a control character")
        }
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        let pieces = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        var text = String(decoding: pieces[0], as: UTF8.self)
        for piece in pieces.dropFirst() {
            guard let end = piece.firstIndex(of: UInt8(ascii: ";")),
                let character = Self.character(String(decoding: piece[..<end], as: UTF8.self))
            else { throw error("a reference to what is not a character") }
            text += character + String(decoding: piece[piece.index(after: end)...], as: UTF8.self)
        }
        return text
    }

    /// The character of a name, or of a number such as `#38` or `#x26`; nil when it may not stand in XML.
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
