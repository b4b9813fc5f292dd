/// Reads the XML that AWS's query services answer with.
///
/// It is strict, and small because of what it refuses: a document type, and with it all entities but the five that XML
/// itself has, so that no answer can grow while it is read or name a file to be read.
struct XMLReader {
    /// How deep elements may stand in one another; the answers of AWS stay below ten.
    static let maximumDepth = 64

    /// What is read.
    private var scanner: XMLScanner
    /// The elements that are not closed yet, the outermost first, with their names as they are written.
    private var open: [(name: ArraySlice<UInt8>, element: XMLElement)] = []
    /// The outermost element, once it is closed.
    private var root: XMLElement?

    /// Begins at the start of a document.
    private init(_ bytes: [UInt8]) {
        scanner = XMLScanner(bytes)
    }

    /// Reads a whole document.
    ///
    /// - Returns: its outermost element.
    /// - Throws: `XMLReadingError` at the first place that is not as it must be.
    static func read(_ bytes: [UInt8]) throws(XMLReadingError) -> XMLElement {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw XMLReadingError(offset: 0, reason: "bytes that are not UTF-8")
        }
        var reader = XMLReader(bytes)
        _ = reader.scanner.skip("\u{FEFF}")
        while !reader.scanner.isAtEnd { try reader.readNext() }
        guard let root = reader.root else { throw reader.scanner.error("the document ends before its element does") }
        return root
    }

    /// Reads what comes next: text, a tag, or what is passed over.
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
            try add(text: XMLText.decode(scanner.takeText(), in: scanner))
        }
    }

    /// Reads an opening tag behind its bracket.
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
            _ = try XMLText.decode(value, in: scanner)
        }
    }

    /// Reads a closing tag behind its name.
    private mutating func close(_ name: ArraySlice<UInt8>) throws(XMLReadingError) {
        scanner.skipBlanks()
        guard scanner.skip(">") else { throw scanner.error("a tag that does not end") }
        guard let innermost = open.last, innermost.name == name else {
            throw scanner.error("a closing tag of another element")
        }
        closeInnermost()
    }

    /// Puts the innermost element into the one around it.
    private mutating func closeInnermost() {
        guard let closed = open.popLast()?.element else { return }
        if open.isEmpty {
            root = closed
        } else {
            open[open.count - 1].element.append(closed)
        }
    }

    /// Adds text to the innermost element; outside of all elements only blanks may stand.
    private mutating func add(text: String) throws(XMLReadingError) {
        if !open.isEmpty {
            open[open.count - 1].element.append(text)
        } else if !text.trimmingBlanks().isEmpty {
            throw scanner.error("text outside of the element")
        }
    }
}

/// An element of XML: its name, what stands in it, and the elements in it; attributes are read and left out.
struct XMLElement: Hashable, Sendable {
    /// The name without the prefix of its namespace.
    let name: String
    /// The text that stands directly in the element, its pieces put together.
    private(set) var text = ""
    /// The elements in the order of the document.
    private(set) var children: [XMLElement] = []

    /// Makes an element with nothing in it.
    init(name: String) {
        self.name = name
    }

    /// Adds text at the end.
    mutating func append(_ piece: String) {
        text += piece
    }

    /// Adds an element at the end.
    mutating func append(_ child: XMLElement) {
        children.append(child)
    }

    /// The first child of a name.
    ///
    /// - Returns: nil when there is none.
    subscript(name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The text of the first child of a name, without the blanks around it.
    ///
    /// - Returns: nil when there is no such child, or it has no text.
    func text(of name: String) -> String? {
        guard let text = self[name]?.text.trimmingBlanks(), !text.isEmpty else { return nil }
        return text
    }
}

/// A document that is no XML, or holds what no answer of AWS holds.
struct XMLReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the document the trouble is, in bytes from its beginning.
    let offset: Int
    /// The trouble in a few words.
    let reason: String

    /// The trouble with its place.
    var description: String { "\(reason) at byte \(offset)" }
}
