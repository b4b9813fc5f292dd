/// Text as one word of a shell's command line (POSIX, "Quoting").
package enum ShellWord {
    /// Quotes text unless it means itself without quotes.
    package static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
        return "'"
            + text.split(separator: "'" as Character, omittingEmptySubsequences: false).joined(separator: #"'\''"#)
            + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// The options that were given, as words of a command line to be pasted.
package enum OptionWords {
    /// Puts the options that were given in a command line, each with its dashes and its quoted value; nil leaves one out.
    package static func text(_ options: [(flag: String, value: String?)]) -> String {
        options.compactMap { flag, value in value.map { "\(flag) \(ShellWord.quoted($0))" } }.joined(separator: " ")
    }

    /// Puts pieces of a command line together, and leaves out those that are empty.
    package static func joined(_ pieces: [String]) -> String { pieces.filter { !$0.isEmpty }.joined(separator: " ") }
}
