/// Writes text as the inside of a JSON string.
///
/// Escaped is more than RFC 8259 asks for: DEL and U+0080–U+009F too, which move a terminal's cursor, and U+2028 and
/// U+2029, which end a line in JavaScript and in tools that follow Unicode.
enum JSONEscaper {
    /// Adds the escaped text to bytes.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let utf8 = text.utf8Span.span
        bytes.reserveCapacity(bytes.count + utf8.count)
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if isPlain(byte) {
                bytes.append(byte)
                index += 1
            } else if byte < 0x80 {
                appendEscape(of: byte, to: &bytes)
                index += 1
            } else if byte == 0xC2, utf8[index + 1] < 0xA0 {
                // In valid UTF-8, which every String is, C2 is followed by one more byte and E2 by two.
                appendNumber(UInt16(utf8[index + 1]), to: &bytes)
                index += 2
            } else if byte == 0xE2, utf8[index + 1] == 0x80, utf8[index + 2] & 0xFE == 0xA8 {
                appendNumber(0x2028 + UInt16(utf8[index + 2] & 1), to: &bytes)
                index += 3
            } else {
                bytes.append(byte)
                index += 1
            }
        }
    }

    /// Whether a byte stands for itself, whatever follows it.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): false
        case 0x20..<0x7F: true
        default: byte > 0x7F && byte != 0xC2 && byte != 0xE2
        }
    }

    /// Adds the shortest escape of an ASCII character that must not stand for itself.
    private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        let letter: Unicode.Scalar
        switch byte {
        case UInt8(ascii: "\""): letter = "\""
        case UInt8(ascii: "\\"): letter = "\\"
        case UInt8(ascii: "\n"): letter = "n"
        case UInt8(ascii: "\r"): letter = "r"
        case UInt8(ascii: "\t"): letter = "t"
        default: return appendNumber(UInt16(byte), to: &bytes)
        }
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: letter))
    }

    /// Adds a character as the number of its code point: `\u009b`.
    private static func appendNumber(_ codePoint: UInt16, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8((codePoint >> shift) & 0xF)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
