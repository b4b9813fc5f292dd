/// Text as an attacker, or a broken service, may put into a message.
package enum HostileText {
    /// Clears the screen, renames the window, breaks lines and tables, turns the direction, and is wide.
    package static let all =
        "\u{1B}[2J\u{1B}]0;owned\u{07} a\r\nb\tc \u{9B}31m \"q\" \\ \u{202E}evil\u{2066}\u{2028} \u{0}\u{7F} é漢🙂"

    /// A megabyte: half a million characters of two bytes each.
    package static let long = String(repeating: "é", count: 500_000)

    /// A character under a hundred thousand marks.
    package static let stacked = "z" + String(repeating: "\u{0301}", count: 100_000)

    /// Whether text holds a character that steers a terminal, line feeds apart.
    package static func steers(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar != "\n"
            case .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}

/// Text with the colour sequences taken out, as a terminal without colours would show it.
package struct TextWithoutColour {
    /// What is left.
    package let text: String

    /// Takes out every `ESC [ … m`.
    package init(_ coloured: String) {
        var text = ""
        var isSequence = false
        for scalar in coloured.unicodeScalars {
            if scalar == "\u{1B}" { isSequence = true }
            if !isSequence { text.unicodeScalars.append(scalar) }
            if scalar == "m" { isSequence = false }
        }
        self.text = text
    }
}

/// How wide a terminal shows the characters that tests use; counted apart from the code under test.
package enum TerminalWidth {
    /// Counts the columns of text of Latin letters, marks, one ideograph and one emoji.
    package static func columns(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { columns, scalar in
            switch scalar {
            case "\u{0300}"..."\u{036F}": columns
            case "漢", "🙂": columns + 2
            default: columns + 1
            }
        }
    }
}
