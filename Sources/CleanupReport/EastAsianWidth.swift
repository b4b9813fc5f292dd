/// Which characters take two columns on a terminal (UAX #11, classes W and F, and emoji).
enum EastAsianWidth {
    /// The blocks of wide characters, in rising order; emoji outside them say so by a property.
    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul Jamo that begin a syllable
        0x2E80...0x303E,  // CJK radicals, Kangxi radicals, CJK punctuation
        0x3041...0x4DBF,  // Kana, Bopomofo, Hangul compatibility Jamo, CJK compatibility, extension A
        0x4E00...0xA4CF,  // CJK unified ideographs, Yi
        0xA960...0xA97F,  // Hangul Jamo extended A
        0xAC00...0xD7A3,  // Hangul syllables
        0xF900...0xFAFF,  // CJK compatibility ideographs
        0xFE10...0xFE19,  // Vertical forms
        0xFE30...0xFE6F,  // CJK compatibility forms, small forms
        0xFF01...0xFF60,  // Fullwidth forms
        0xFFE0...0xFFE6,  // Fullwidth signs
        0x16FE0...0x18DFF,  // Tangut, Khitan
        0x1AFF0...0x1B2FF,  // Kana supplement and extensions, Nushu
        0x1F300...0x1F64F,  // Pictographs, emoticons
        0x1F900...0x1F9FF,  // Supplemental pictographs
        0x20000...0x3FFFD,  // CJK extensions B and later
    ]

    /// Whether a character takes two columns.
    static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        return scalar.properties.isEmojiPresentation || wideBlocks.contains { $0.contains(scalar.value) }
    }
}
