extension NameOctets {
    /// Whether the bytes are a human loop's name: `^[a-z0-9](-*[a-z0-9])*$`, 1 to 63 of them.
    ///
    /// Eight bytes are looked at in one go, which a list of a million names is worth.
    @inlinable var isName: Bool {
        guard count > 0, self[0] != Self.hyphen, self[count - 1] != Self.hyphen else { return false }
        for index in 0..<wordCount {
            let filled = min(8, count - index * 8)
            let wanted = Self.highBits << UInt64(64 - filled * 8)
            guard Self.legalBytes(of: self[word: index]) & wanted == wanted else { return false }
        }
        return true
    }

    /// The byte that may stand inside a name and not at its edges.
    @inlinable static var hyphen: UInt8 { UInt8(ascii: "-") }
    /// The highest bit of each byte of a word.
    @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }
    /// The lowest bit of each byte of a word.
    @inlinable static var lowBits: UInt64 { 0x0101_0101_0101_0101 }

    /// Marks the bytes of a word that a name may hold, each in its highest bit.
    @inlinable static func legalBytes(of word: UInt64) -> UInt64 {
        // Bytes of ASCII have room for a carry of their own; others are struck out at the end.
        let bytes = word & ~highBits
        let letters = atLeast(UInt8(ascii: "a"), in: bytes) & ~atLeast(UInt8(ascii: "z") + 1, in: bytes)
        let digits = atLeast(UInt8(ascii: "0"), in: bytes) & ~atLeast(UInt8(ascii: "9") + 1, in: bytes)
        let hyphens = atLeast(hyphen, in: bytes) & ~atLeast(hyphen + 1, in: bytes)
        return (letters | digits | hyphens) & highBits & ~word
    }

    /// Marks in the highest bit of each byte whether it is at least a bound; both are below 128.
    @inlinable static func atLeast(_ bound: UInt8, in bytes: UInt64) -> UInt64 {
        bytes &+ lowBits &* UInt64(128 - bound)
    }
}
