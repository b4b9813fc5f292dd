/// One of the words that an enumeration has as raw values.
package struct KeywordGrammar<Keyword>: ValueGrammar
where Keyword: RawRepresentable<String> & CaseIterable & Sendable {
    /// Reads a word.
    package func value(of text: String) throws(ValueViolation) -> Keyword {
        if let keyword = Keyword(rawValue: text) { return keyword }
        let words = Keyword.allCases.map(\.rawValue)
        let expected =
            words.count < 2
            ? words.joined() : "\(words.dropLast().joined(separator: ", ")) or \(words[words.count - 1])"
        let help = Spelling.suggestion(for: text, among: words).map { "did you mean '\($0)'?" }
        throw ValueViolation(.keyword, expected: expected, text: text, help: help)
    }
}

extension ValueGrammar {
    /// One of the words of an enumeration.
    package static func keyword<Keyword>(_ type: Keyword.Type) -> Self where Self == KeywordGrammar<Keyword> {
        KeywordGrammar()
    }
}
