/// Parts a command line into words as a POSIX shell does; there are no variables, patterns or operators in it.
enum CommandLineWords {
    /// What the next character stands in.
    private enum Quotation {
        /// Nothing.
        case none
        /// Single quotation marks, in which every character is itself.
        case single
        /// Double quotation marks, in which a backslash takes the meaning of `"` and of itself away.
        case double
    }

    /// Parts a command line.
    ///
    /// - Returns: nil when a quotation mark is not closed, or a backslash is the last character.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var quotation = Quotation.none
        var characters = line.unicodeScalars.makeIterator()
        while let character = characters.next() {
            switch (quotation, character) {
            case (.none, "'"), (.single, "'"):
                quotation = quotation == .none ? .single : .none
                word = word ?? .init()
            case (.none, "\""), (.double, "\""):
                quotation = quotation == .none ? .double : .none
                word = word ?? .init()
            case (.none, "\\"), (.double, "\\"):
                guard let next = characters.next() else { return nil }
                if quotation == .double, next != "\"", next != "\\" { word = appending("\\", to: word) }
                word = appending(next, to: word)
            case (.none, " "), (.none, "\t"), (.none, "\r"), (.none, "\n"):
                if let ended = word { words.append(String(ended)) }
                word = nil
            default: word = appending(character, to: word)
            }
        }
        guard quotation == .none else { return nil }
        if let word { words.append(String(word)) }
        return words
    }

    /// Adds a character to a word, or begins one with it.
    private static func appending(
        _ character: Unicode.Scalar,
        to word: String.UnicodeScalarView?
    ) -> String.UnicodeScalarView {
        var word = word ?? .init()
        word.append(character)
        return word
    }
}
