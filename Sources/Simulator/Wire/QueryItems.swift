/// The names and values of a query, percent-decoded.
struct QueryItems {
    /// The values by name; of several of one name the last.
    private var values: [String: String] = [:]

    /// Takes a query apart; a part that is badly encoded stays as it is written.
    init(_ query: String) {
        for item in query.split(separator: "&" as Character) {
            let parts = item.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? String(parts[1]) : ""
            values[Self.decoded(String(parts[0]))] = Self.decoded(value)
        }
    }

    /// The value of a name.
    ///
    /// - Returns: nil when the query has no such name, or nothing after it.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Decodes one part of a path or of a query.
    ///
    /// - Returns: the text itself when it is badly encoded, or stands for what is not UTF-8.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            // `UInt8(_:radix:)` would take a sign too.
            guard digits.count == 2, digits.allSatisfy(isHexadecimal), let code = UInt8(String(digits) ?? "", radix: 16)
            else { return text }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }

    /// Whether a byte is a hexadecimal digit.
    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        case UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }
}
