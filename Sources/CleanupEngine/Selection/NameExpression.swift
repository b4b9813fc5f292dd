package import HumanLoops

/// A regular expression that names of loops are searched with.
///
/// It is made where it is used: a compiled expression cannot be shared between tasks.
package struct NameExpression {
    /// The compiled expression.
    private let regex: Regex<AnyRegexOutput>

    /// Compiles an expression.
    ///
    /// - Throws: `NameExpressionError` when the text is no regular expression.
    package init(_ text: String) throws(NameExpressionError) {
        do {
            regex = try Regex(text)
        } catch {
            throw NameExpressionError(text: text, problem: "\(error)")
        }
    }

    /// Whether a text is an expression with a capture.
    ///
    /// - Returns: false when it has none, or is no expression.
    package static func hasCapture(_ text: String) -> Bool {
        // With an empty alternative the expression is found in any text, and what is found counts the captures.
        guard let regex = try? Regex("(?:\(text))|"), let match = "".firstMatch(of: regex) else { return false }
        return match.output.count > 1
    }

    /// Whether the expression is found anywhere in a name.
    package func isFound(in name: HumanLoopName) -> Bool {
        name.rawValue.firstMatch(of: regex) != nil
    }

    /// What the first capture holds where the expression is first found in a name.
    ///
    /// - Returns: nil when it is not found, has no capture, or the capture took no part.
    package func firstCapture(in name: HumanLoopName) -> String? {
        guard let match = name.rawValue.firstMatch(of: regex), match.output.count > 1 else { return nil }
        return match.output[1].substring.map { String($0) }
    }
}
