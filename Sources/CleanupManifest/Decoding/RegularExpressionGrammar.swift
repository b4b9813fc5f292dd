import YAMLReading

/// A regular expression as Swift reads it, kept as text; loops' names are matched with it.
struct RegularExpressionGrammar: ValueGrammar {
    /// The longest expression, in characters: its parser calls itself for each bracket.
    static let maximumLength = 256

    /// Whether the expression must capture a part of the name.
    let needsCapture: Bool

    /// Checks an expression.
    func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty else { throw ValueViolation(.regularExpression, "must not be empty") }
        guard text.unicodeScalars.count <= Self.maximumLength else {
            throw ValueViolation(.regularExpression, "must be at most \(Self.maximumLength) characters long")
        }
        guard (try? Regex(text)) != nil, let captures = Self.captureCount(of: text) else {
            let help = "close each bracket, put a '\\' before what is meant as itself, and use single quotes"
            throw ValueViolation(.regularExpression, expected: "a regular expression", text: text, help: help)
        }
        guard captures > 0 || !needsCapture else {
            let help = "put round brackets around what duplicates have in common, such as ^(.+)-[0-9a-f]{8}$"
            let expected = "a regular expression with a capture"
            throw ValueViolation(.regularExpression, expected: expected, text: text, help: help)
        }
        return text
    }

    /// Counts the captures of an expression: it is given a way to match nothing, and the match tells.
    ///
    /// - Returns: nil when the expression cannot be compiled.
    private static func captureCount(of text: String) -> Int? {
        guard let match = try? Regex("|" + text).wholeMatch(in: "") else { return nil }
        return match.output.count - 1
    }
}

extension ValueGrammar where Self == RegularExpressionGrammar {
    /// A regular expression.
    static var regularExpression: Self { RegularExpressionGrammar(needsCapture: false) }

    /// A regular expression that captures a part of the name.
    static var capturingExpression: Self { RegularExpressionGrammar(needsCapture: true) }
}
