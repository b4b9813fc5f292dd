/// Writes JSON to bytes, in the order in which it is told to: keys are never sorted, absent values are left out.
package struct JSONWriter: Sendable {
    /// What has been written since the last `take`.
    private var bytes: [UInt8] = []
    /// Whether the next value is the first of its object or array, and needs no comma.
    private var isFirst = true

    package init() {}

    /// Hands over what has been written, and starts anew.
    package mutating func take() -> [UInt8] {
        defer {
            bytes.removeAll(keepingCapacity: true)
            isFirst = true
        }
        return bytes
    }

    /// Ends a line.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    /// Writes an object as a value of its own or as the next element of an array.
    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        separate()
        bracket("{", "}", members)
    }

    /// Writes a member that is an object.
    package mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        bracket("{", "}", members)
    }

    /// Writes a member that is an array, each element with one call of `element`.
    package mutating func array<Element>(
        _ key: String,
        of elements: some Sequence<Element>,
        _ element: (inout JSONWriter, Element) -> Void
    ) {
        self.key(key)
        bracket("[", "]") { json in
            for value in elements { element(&json, value) }
        }
    }

    /// Writes text, without secrets, as the next element of an array.
    package mutating func text(_ text: String) {
        separate()
        string(KnownSecrets.hidden(in: text))
    }

    /// Writes a member that is text, without secrets; nil leaves the member out.
    package mutating func member(_ key: String, _ text: String?) {
        if let text { member(key, verbatim: KnownSecrets.hidden(in: text)) }
    }

    /// Writes a member that is text letter by letter, in which no secret is looked for.
    package mutating func member(_ key: String, verbatim text: String) {
        self.key(key)
        string(text)
    }

    /// Writes a member that is a whole number; nil leaves the member out.
    package mutating func member(_ key: String, _ number: Int?) {
        guard let number else { return }
        self.key(key)
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Writes a member that is true or false.
    package mutating func member(_ key: String, _ flag: Bool) {
        self.key(key)
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    /// Writes a member that is a number of seconds, with at most three decimals; the key says that it is seconds.
    package mutating func member(_ key: String, seconds duration: Duration) {
        self.key(key)
        bytes.append(contentsOf: DurationText.decimalSeconds(duration).utf8)
    }

    /// Writes one line of JSON Lines: the schema's number, the type of the line, and what it says.
    package mutating func line(_ type: String, _ members: (inout JSONWriter) -> Void) {
        object { json in
            json.member("schema", ReportSchema.version)
            json.member("type", type)
            members(&json)
        }
        newline()
    }

    /// Writes what stands before the value of a member.
    private mutating func key(_ key: String) {
        separate()
        string(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func bracket(
        _ opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        _ content: (inout JSONWriter) -> Void
    ) {
        bytes.append(UInt8(ascii: opening))
        isFirst = true
        content(&self)
        bytes.append(UInt8(ascii: closing))
        isFirst = false
    }

    /// Writes a string with its quotes (RFC 8259, section 7).
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        JSONEscaper.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Writes text as the inside of a JSON string.
///
/// Escaped is more than RFC 8259 asks for: all that steers a terminal, turns the direction of a text or cannot be seen
/// (see `SanitizedText`), so that a line of a report is safe to look at, and still tells each character.
package enum JSONEscaper {
    /// Adds the escaped text to bytes.
    package static func append(_ text: String, to bytes: inout [UInt8]) {
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
        for shift in [12, 8, 4, 0] as [UInt16] { bytes.append(Hexadecimal.digits[Int(unit >> shift & 0xF)]) }
    }
}

/// The version of what this product's JSON means: within one, keys are added, never renamed or removed.
package enum ReportSchema {
    /// The number that every line and document carries as `schema`.
    package static let version = 1
}
