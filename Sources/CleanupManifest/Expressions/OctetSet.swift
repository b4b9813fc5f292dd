/// A set of ASCII characters.
struct OctetSet: Hashable, Sendable {
    /// The characters below 64, one bit each.
    private var low: UInt64 = 0
    /// The others, one bit each.
    private var high: UInt64 = 0

    /// Makes an empty set.
    init() {}

    /// Makes the set of all characters of a range; those that are not ASCII are left out.
    init(_ range: ClosedRange<UInt8>) {
        for octet in range where octet < 128 { insert(octet) }
    }

    /// Makes the set of the characters of a text; those that are not ASCII are left out.
    init(_ text: String) {
        for octet in text.utf8 where octet < 128 { insert(octet) }
    }

    /// Every character.
    static let all = OctetSet(0...127)
    /// The digits.
    static let digits = OctetSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
    /// The characters of words: letters, digits and `_`.
    static let word = digits.union(OctetSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"))
    /// The characters that separate words.
    static let space = OctetSet(" \t\n\r\u{B}\u{C}")

    /// Whether a character is in the set; one that is not ASCII is in none.
    func contains(_ octet: UInt8) -> Bool {
        switch octet {
        case 0..<64: low & (1 << UInt64(octet)) != 0
        case 64..<128: high & (1 << UInt64(octet - 64)) != 0
        default: false
        }
    }

    /// Adds the characters of another set.
    mutating func formUnion(_ other: OctetSet) {
        low |= other.low
        high |= other.high
    }

    /// The set with the characters of another one added.
    func union(_ other: OctetSet) -> OctetSet {
        var union = self
        union.formUnion(other)
        return union
    }

    /// The characters that are not in the set.
    var inverted: OctetSet {
        var inverted = self
        (inverted.low, inverted.high) = (~low, ~high)
        return inverted
    }

    /// Adds an ASCII character.
    private mutating func insert(_ octet: UInt8) {
        if octet < 64 { low |= 1 << UInt64(octet) } else { high |= 1 << UInt64(octet - 64) }
    }
}
