/// Any text but none.
package struct TextGrammar: ValueGrammar {
    /// A text may be folded out of several lines.
    package var allowsSeveralLines: Bool { true }

    /// Takes the text as it is.
    package func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty else { throw ValueViolation(.text, "must not be empty") }
        return text
    }
}

extension ValueGrammar where Self == TextGrammar {
    /// Any text but none.
    package static var text: Self { TextGrammar() }
}
