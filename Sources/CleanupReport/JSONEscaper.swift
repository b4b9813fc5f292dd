import Support

/// Writes text as the inside of a JSON string.
///
/// Escaped is more than RFC 8259 asks for: all that steers a terminal, turns the direction of a text or cannot be seen
/// (see `SanitizedText`), so that a line of a report is safe to look at, and still tells each character.
enum JSONEscaper {
    /// Adds the escaped text to bytes.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let utf8 = text.utf8Span.span
        bytes.reserveCapacity(bytes.count + utf8.count)
        for index in 0..<utf8.count {
            guard isPlain(utf8[index]) else { return appendScalars(text.utf8.dropFirst(index), to: &bytes) }
            bytes.append(utf8[index])
        }
    }

    /// Adds text that may hold anything; it begins with a whole character.
    private static func appendScalars(_ text: Substring.UTF8View, to bytes: inout [UInt8]) {
        for scalar in Substring(text).unicodeScalars {
            switch scalar {
            case "\"": bytes.append(contentsOf: #"\""#.utf8)
            case "\\": bytes.append(contentsOf: #"\\"#.utf8)
            case "\n": bytes.append(contentsOf: #"\n"#.utf8)
            case "\r": bytes.append(contentsOf: #"\r"#.utf8)
            case "\t": bytes.append(contentsOf: #"\t"#.utf8)
            case _ where SanitizedText.isHarmful(scalar):
                // Beyond U+FFFF by two numbers (RFC 8259, section 7).
                for unit in scalar.utf16 { appendNumber(unit, to: &bytes) }
            default: bytes.append(contentsOf: scalar.utf8)
            }
        }
    }

    /// Whether a byte is a character that stands for itself.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Adds a character as its number: `\u009b`.
    private static func appendNumber(_ unit: UInt16, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8((unit >> shift) & 0xF)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
