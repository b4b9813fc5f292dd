import YAML

/// A regular expression that loops' names are searched with, kept as text.
struct RegularExpressionGrammar: ValueGrammar {
    /// Whether the expression must capture a part of the name.
    let needsCapture: Bool

    /// Checks an expression.
    func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty else { throw ValueViolation(.regularExpression, "must not be empty") }
        guard text.unicodeScalars.count <= NameExpression.maximumLength else {
            throw ValueViolation(
                .regularExpression,
                "must be at most \(NameExpression.maximumLength) characters long"
            )
        }
        let captureCount: Int
        do throws(NameExpressionError) {
            captureCount = try NameExpression(text).captureCount
        } catch {
            let expected = "a regular expression"
            throw ValueViolation(.regularExpression, expected: expected, text: text, help: error.problem)
        }
        guard captureCount > 0 || !needsCapture else {
            let help = "put round brackets around what duplicates have in common, such as ^(.+)-[0-9a-f]{8}$"
            let expected = "a regular expression with a capture"
            throw ValueViolation(.regularExpression, expected: expected, text: text, help: help)
        }
        return text
    }
}

extension ValueGrammar where Self == RegularExpressionGrammar {
    /// A regular expression.
    static var regularExpression: Self { RegularExpressionGrammar(needsCapture: false) }

    /// A regular expression that captures a part of the name.
    static var capturingExpression: Self { RegularExpressionGrammar(needsCapture: true) }
}
