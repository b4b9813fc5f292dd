/// How many columns of a terminal text takes, by the widths that terminals agree on (UAX #11, classes W and F, and emoji).
package enum DisplayWidth {
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

    /// Counts the columns of a text without control characters.
    package static func columns(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// Counts the columns of one character: 0 for combining marks, 2 for wide ones, else 1.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return isWide(scalar) ? 2 : 1
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        return scalar.properties.isEmojiPresentation || wideBlocks.contains { $0.contains(scalar.value) }
    }
}

/// Text as a terminal may be shown it: each character with its columns, and none that steers the terminal.
///
/// Tabs, line ends and odd spaces become a space. Controls, directional and other invisible formatting, and what Unicode
/// has not assigned become U+FFFD. At most two marks in a row are kept on one character. Without Unicode, all that is not
/// ASCII becomes `?`. Whatever the text is, its characters take the columns they say, and all on one line.
struct DisplayScalars: Sequence, IteratorProtocol {
    /// A character and how many columns it takes: 0, 1 or 2.
    typealias Element = (scalar: Unicode.Scalar, columns: Int)

    private var rest: String.UnicodeScalarView.Iterator
    /// Whether more than ASCII may be shown.
    private let usesUnicode: Bool
    /// How many marks the last character has.
    private var marks = 0

    init(_ text: String, usesUnicode: Bool) {
        rest = KnownSecrets.hidden(in: text).unicodeScalars.makeIterator()
        self.usesUnicode = usesUnicode
    }

    /// Gives the next character that is to be shown.
    mutating func next() -> Element? {
        while let scalar = rest.next() {
            if let shown = show(scalar) { return shown }
        }
        return nil
    }

    /// Decides what stands for a character; nil when nothing does.
    private mutating func show(_ scalar: Unicode.Scalar) -> Element? {
        let marksBefore = marks
        marks = 0
        if (0x20..<0x7F).contains(scalar.value) { return (scalar, 1) }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark:
            // Variation selectors (U+FE00–U+FE0F) are marks too, and would change the width of what they follow.
            let isShown = usesUnicode && marksBefore < 2 && !(0xFE00...0xFE0F).contains(scalar.value)
            marks = marksBefore + (isShown ? 1 : 0)
            return isShown ? (scalar, 0) : nil
        case .control: return (0x09...0x0D).contains(scalar.value) ? (" ", 1) : replacement
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: return (" ", 1)
        case .format, .surrogate, .privateUse, .unassigned: return replacement
        default: return usesUnicode ? (scalar, DisplayWidth.columns(of: scalar)) : replacement
        }
    }

    /// What stands for a character that is not shown.
    private var replacement: Element { usesUnicode ? ("\u{FFFD}", 1) : ("?", 1) }
}
