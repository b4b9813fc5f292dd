/// Up to 63 bytes of text in eight words: as many as the longest name has, with no memory of their own.
///
/// The first byte is the highest of the first word, so that words compare as their texts do; behind the last byte there
/// are zeros, and the lowest byte of the last word is the number of bytes.
package struct NameOctets: Hashable, Sendable {
    package static let capacity = 63
    /// The words that hold the bytes.
    package typealias Words = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    @usableFromInline let first, second, third, fourth, fifth, sixth, seventh: UInt64
    /// Bytes 56 to 62, and the number of all.
    @usableFromInline let eighth: UInt64

    /// Takes words over: `count` bytes, the first one highest, with zeros behind the last.
    ///
    /// - Precondition: `count` is at most 63, and the lowest byte of the last word is 0.
    @inlinable package init(_ words: Words, count: Int) {
        precondition(count <= Self.capacity && words.7 & 0xFF == 0, "\(count) bytes in 63")
        (first, second, third, fourth) = (words.0, words.1, words.2, words.3)
        (fifth, sixth, seventh, eighth) = (words.4, words.5, words.6, words.7 | UInt64(count))
    }

    /// Packs bytes; nil when there are more than 63.
    package init?(_ bytes: some Collection<UInt8>) {
        var words: Words = (0, 0, 0, 0, 0, 0, 0, 0)
        var count = 0
        var word: UInt64 = 0
        for byte in bytes {
            guard count < Self.capacity else { return nil }
            word |= UInt64(byte) << UInt64(56 - count % 8 * 8)
            count += 1
            if count % 8 == 0 {
                Self.put(word, at: count / 8 - 1, in: &words)
                word = 0
            }
        }
        if word != 0 { Self.put(word, at: count / 8, in: &words) }
        self.init(words, count: count)
    }

    /// How many bytes there are, 0 to 63.
    @inlinable package var count: Int { Int(eighth & 0xFF) }

    /// How many words the bytes take, 0 to 8.
    @inlinable package var wordCount: Int { (count + 7) / 8 }

    /// The word at an index from 0 to 7, without the count.
    @inlinable package subscript(word index: Int) -> UInt64 {
        switch index {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        case 4: fifth
        case 5: sixth
        case 6: seventh
        default: eighth & ~0xFF
        }
    }

    /// The byte at an index from 0, less than `count`.
    @inlinable package subscript(index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: self[word: index / 8] >> UInt64(56 - index % 8 * 8))
    }

    package var text: String {
        // Each of the first `count` bytes is written, and no other is declared to be.
        unsafe String(unsafeUninitializedCapacity: count) { buffer in
            for index in 0..<count { unsafe buffer[index] = self[index] }
            return count
        }
    }

    private static func put(_ word: UInt64, at index: Int, in words: inout Words) {
        switch index {
        case 0: words.0 = word
        case 1: words.1 = word
        case 2: words.2 = word
        case 3: words.3 = word
        case 4: words.4 = word
        case 5: words.5 = word
        case 6: words.6 = word
        default: words.7 = word
        }
    }
}

extension NameOctets: Comparable {
    package static func < (earlier: NameOctets, later: NameOctets) -> Bool {
        for index in 0..<7 where earlier[word: index] != later[word: index] {
            return earlier[word: index] < later[word: index]
        }
        return earlier.eighth < later.eighth
    }
}

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
    @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }
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
