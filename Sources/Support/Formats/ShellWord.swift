/// Text as one word of a shell's command line (POSIX, "Quoting").
package enum ShellWord {
    /// Quotes text unless it means itself without quotes.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "/._-".utf8.contains($0) }
        return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: #"'\''"#))'"
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
