/// Text as one word of a shell's command line (POSIX, "Quoting").
package enum ShellWord {
    /// Quotes text unless it means itself without quotes.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "/._-".utf8.contains($0) }
        return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: #"'\''"#))'"
    }

    /// Whether a line runs this program and nothing else when it is pasted: each of its words is plain or quoted.
    ///
    /// A file that is shared may hold any line in the place of one that was written by this program.
    package static func isRun(_ line: String) -> Bool {
        var line = line[...]
        if line.hasPrefix("LOOPSWEEP_STOP_ONLY=false ") { line = line.drop { $0 != " " }.dropFirst() }
        if line.hasSuffix(" < MANIFEST") { line = line.dropLast(" < MANIFEST".count) }
        guard line.hasPrefix("loopsweep run "), line.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { return false }
        var (isQuoted, isEscaped) = (false, false)
        for byte in line.utf8 {
            switch byte {
            case UInt8(ascii: "'"): (isQuoted, isEscaped) = (isEscaped ? isQuoted : !isQuoted, false)
            case _ where isEscaped: return false
            case _ where isQuoted: break
            case UInt8(ascii: "\\"): isEscaped = true
            default: guard byte.isASCIILetter || byte.isASCIIDigit || "/._- ".utf8.contains(byte) else { return false }
            }
        }
        return !isQuoted && !isEscaped
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
