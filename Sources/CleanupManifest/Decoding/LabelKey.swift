import YAML

/// A key of `metadata.labels`: any text, until it has been looked at as a word.
struct LabelKey: MappingKey {
    /// No key is known beforehand.
    static let allCases: [LabelKey] = []

    /// The key as it is written.
    let rawValue: String

    /// Takes any text.
    init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Whether the key is 1 to 63 ASCII letters, digits, `-`, `_`, `.` and `/`, with a letter or a digit at each end.
    var isWord: Bool {
        let bytes = rawValue.utf8
        guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return Self.isAlphanumeric(first) && Self.isAlphanumeric(last)
            && bytes.allSatisfy { Self.isAlphanumeric($0) || "-_./".utf8.contains($0) }
    }

    /// Whether a byte is an ASCII letter or digit.
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
