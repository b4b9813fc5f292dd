/// What text must fit: a terminal's width, its colours and its characters.
package struct TextLayout: Hashable, Sendable {
    /// The narrowest width that anything is laid out for, in columns.
    package static let minimumWidth = 40

    /// A text file: 80 columns, no colours, UTF-8.
    package static let file = TextLayout(width: 80, style: .plain, usesUnicode: true)

    /// How many columns a line may take, at least `minimumWidth`.
    package let width: Int
    package let style: TextStyle
    /// Whether text may hold more than ASCII; without it what is not ASCII becomes `?`.
    package let usesUnicode: Bool

    /// Makes a layout; a width below the minimum counts as the minimum.
    package init(width: Int, style: TextStyle, usesUnicode: Bool) {
        self.width = max(width, Self.minimumWidth)
        self.style = style
        self.usesUnicode = usesUnicode
    }

    package var ellipsis: String { usesUnicode ? "…" : "..." }
}

extension TextLayout {
    /// Counts the columns that text takes, up to a limit at which counting ends.
    package func columns(of text: String, upTo limit: Int) -> Int {
        var columns = 0
        for character in DisplayScalars(text, usesUnicode: usesUnicode) {
            columns += character.columns
            if columns >= limit { return limit }
        }
        return columns
    }

    /// Makes text harmless and cuts its end so that it takes at most so many columns.
    package func fitted(_ text: String, to columns: Int) -> String {
        let room = columns - ellipsis.unicodeScalars.count
        var whole = String.UnicodeScalarView()
        var head = String.UnicodeScalarView()
        var used = 0
        for character in DisplayScalars(text, usesUnicode: usesUnicode) {
            used += character.columns
            if used > columns { return room < 0 ? String(whole) : String(head) + ellipsis }
            whole.append(character.scalar)
            if used <= room { head.append(character.scalar) }
        }
        return String(whole)
    }

    /// Makes text harmless and cuts its middle so that it takes at most so many columns: names often differ at the end.
    package func abbreviated(_ name: String, to columns: Int) -> String {
        guard self.columns(of: name, upTo: columns + 1) > columns else { return fitted(name, to: columns) }
        let tailLength = (columns - ellipsis.unicodeScalars.count) / 2
        guard tailLength > 0 else { return fitted(name, to: columns) }
        // A name is one column a character; of any other text the tail is cut again where it is too long.
        let tail = fitted(String(String.UnicodeScalarView(name.unicodeScalars.suffix(tailLength))), to: tailLength)
        return fitted(name, to: columns - tailLength) + tail
    }

    /// Makes text harmless and breaks it between words into lines of at most so many columns.
    ///
    /// About `limit` full lines are kept at the most; a text without words has none.
    package func wrapped(_ text: String, to columns: Int, lines limit: Int = 8) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in fitted(text, to: columns * limit).split(separator: " " as Character) {
            for piece in pieces(of: String(word), columns: columns) {
                let width = self.columns(of: piece, upTo: columns)
                if used > 0, used + 1 + width > columns {
                    lines.append(line)
                    (line, used) = ("", 0)
                }
                line += used > 0 ? " \(piece)" : piece
                used += used > 0 ? width + 1 : width
            }
        }
        if used > 0 { lines.append(line) }
        return lines
    }

    /// Breaks one word into pieces that fit a line: one piece, unless the word is longer than that.
    private func pieces(of word: String, columns: Int) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var used = 0
        for character in DisplayScalars(word, usesUnicode: usesUnicode) {
            if used + character.columns > columns {
                pieces.append(String(piece))
                piece.removeAll()
                used = 0
            }
            piece.append(character.scalar)
            used += character.columns
        }
        pieces.append(String(piece))
        return pieces
    }
}

/// Whether text is coloured.
package enum TextStyle: Hashable, Sendable {
    /// Text alone.
    case plain
    /// Text with the escape sequences of ECMA-48 (SGR), as terminals understand them.
    case ansi

    /// Colours text that has no escape sequences of its own.
    package func paint(_ text: String, _ tone: TextTone) -> String {
        guard self == .ansi, !text.isEmpty, tone != .plain else { return text }
        return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
    }
}

/// What a piece of text is to the reader, by its SGR parameter; colour only repeats what the words say already.
package enum TextTone: Int, Sendable {
    case plain = 0
    /// A heading.
    case strong = 1
    /// Good to have, not to be looked for.
    case faint = 2
    /// All went as wanted.
    case good = 32
    /// Something is left to do.
    case caution = 33
    /// Something is wrong.
    case bad = 31
}
