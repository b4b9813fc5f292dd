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
