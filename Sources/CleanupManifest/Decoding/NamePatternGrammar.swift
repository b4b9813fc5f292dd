import YAML

/// A pattern of loops' names, in which `*` and `?` stand for other characters.
struct NamePatternGrammar: ValueGrammar {
    /// Reads a pattern; one that no name can match is refused, because it would protect nothing.
    func value(of text: String) throws(ValueViolation) -> NamePattern {
        let canMatch = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "?"): true
            default: false
            }
        }
        guard canMatch, !text.isEmpty else {
            let help = "names have lower-case letters, digits and hyphens; '*' stands for any of them, '?' for one"
            throw ValueViolation(.text, expected: "a pattern of names such as golden-*", text: text, help: help)
        }
        return NamePattern(text)
    }
}

extension ValueGrammar where Self == NamePatternGrammar {
    /// A pattern of loops' names.
    static var namePattern: Self { NamePatternGrammar() }
}
