/// How wide a terminal shows the characters that tests use; counted apart from the code under test.
enum TerminalWidth {
    /// Counts the columns of text of Latin letters, marks, one ideograph and one emoji.
    static func columns(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { columns, scalar in
            switch scalar {
            case "\u{0300}"..."\u{036F}": columns
            case "漢", "🙂": columns + 2
            default: columns + 1
            }
        }
    }
}
