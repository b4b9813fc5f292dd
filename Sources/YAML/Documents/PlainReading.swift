import Support

/// What some YAML tools take an unquoted text for: there is a version of YAML, or a popular reader, that does.
///
/// Only text beside which a name or a label is also possible is looked at: letters of no keyword are text to everybody.
package enum PlainReading: String {
    /// One of YAML 1.1's many spellings.
    case boolean = "true or false"
    /// Also octal, binary, with an exponent or to the base of 60.
    case number = "a number"
    case date = "a date"

    /// Finds what a text may be taken for; nil when every tool takes it for text.
    package init?(of text: String) {
        guard let first = text.utf8.first else { return nil }
        if first.isASCIILetter {
            guard text.utf8.count <= Self.longestKeyword, Self.keywords.contains(text.lowercased()) else { return nil }
            self = .boolean
        } else if Self.isDate(Array(text.utf8)) {
            self = .date
        } else if Self.isNumber(Array(text.utf8)) {
            self = .number
        } else {
            return nil
        }
    }

    var code: DiagnosticCode {
        switch self {
        case .boolean: .booleanName
        case .number: .numberName
        case .date: .dateName
        }
    }

    /// The spellings of booleans in lower case (YAML 1.1, `tag:yaml.org,2002:bool`).
    private static let keywords: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false"]

    /// How many letters the longest keyword has, which is `false`: a longer text with a letter in front is only text.
    @inlinable package static var longestKeyword: Int { 5 }

    /// Whether bytes are a day, such as `2026-11-22`.
    private static func isDate(_ bytes: [UInt8]) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return bytes.count == 10
            && bytes.indices.allSatisfy { index in
                index == 4 || index == 7 ? bytes[index] == hyphen : bytes[index].isASCIIDigit
            }
    }

    /// Whether bytes are a number in any notation that YAML 1.1 or 1.2 knows.
    private static func isNumber(_ bytes: [UInt8]) -> Bool {
        let isSigned = bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-")
        let digits = bytes[(isSigned ? 1 : 0)...]
        guard let first = digits.first else { return false }
        let tail = digits.dropFirst(2)
        if first == UInt8(ascii: "0"), let base = digits.dropFirst().first, !tail.isEmpty {
            switch base {
            case UInt8(ascii: "x"): return tail.allSatisfy { $0.hexadecimalValue != nil }
            case UInt8(ascii: "o"), UInt8(ascii: "b"): return tail.allSatisfy(\.isASCIIDigit)
            default: break
            }
        }
        return isDecimal(digits)
    }

    /// Whether bytes are digits with at most one point and an exponent, or parts to the base of 60: `1e-5`, `.5`, `1:20`.
    private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.contains(UInt8(ascii: ":")) {
            return bytes.first != UInt8(ascii: ":")
                && bytes.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        let mantissa = bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let points = mantissa.count { $0 == UInt8(ascii: ".") }
        let isMantissa =
            points <= 1 && mantissa.count > points
            && mantissa.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
        guard isMantissa else { return false }
        var exponent = bytes.dropFirst(mantissa.count + 1)
        if mantissa.count == bytes.count { return true }
        if exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+") { exponent.removeFirst() }
        return !exponent.isEmpty && exponent.allSatisfy(\.isASCIIDigit)
    }
}
