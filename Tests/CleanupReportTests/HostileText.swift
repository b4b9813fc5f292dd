/// Text as an attacker, or a broken service, may put into a message.
enum HostileText {
    /// Clears the screen, renames the window, breaks lines and tables, turns the direction, and is wide.
    static let all =
        "\u{1B}[2J\u{1B}]0;owned\u{07} a\r\nb\tc \u{9B}31m \"q\" \\ \u{202E}evil\u{2066}\u{2028} \u{0}\u{7F} é漢🙂"

    /// A megabyte: half a million characters of two bytes each.
    static let long = String(repeating: "é", count: 500_000)

    /// A character under a hundred thousand marks.
    static let stacked = "z" + String(repeating: "\u{0301}", count: 100_000)

    /// Whether text holds a character that steers a terminal, line feeds apart.
    static func steers(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar != "\n"
            case .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}
