package import HumanLoops

/// A regular expression that names of loops are searched with, in the syntax that most tools share.
///
/// A search takes less than a few milliseconds whatever the name and the expression are: a rule is followed while signals
/// and deadlines wait, and over names that anybody may have chosen. So there are no back-references, whose search can
/// take for ever, and no look-behind; look-ahead is there to leave names out, as in `^(?!golden-)`.
package struct NameExpression: Sendable {
    /// The longest expression, in characters.
    static let maximumLength = 256

    /// How many captures it has.
    package let captureCount: Int
    /// What a search carries out.
    private let program: ExpressionProgram

    /// Compiles an expression.
    ///
    /// - Throws: `NameExpressionError` when the text is no regular expression, or one that is too large.
    package init(_ text: String) throws(NameExpressionError) {
        guard text.unicodeScalars.count <= Self.maximumLength else {
            let problem = "it has more than \(Self.maximumLength) characters"
            throw NameExpressionError(text: "\(text.prefix(20))…", problem: problem)
        }
        var parser = ExpressionParser(text)
        let root = try parser.parse()
        captureCount = parser.captureCount
        guard let program = ExpressionProgram(root) else {
            let problem = "it is too large: its repetitions come to more than \(ExpressionProgram.maximumSize) steps"
            throw NameExpressionError(text: text, problem: problem)
        }
        self.program = program
    }

    /// Whether the expression is found anywhere in a name.
    package func isFound(in name: HumanLoopName) -> Bool { program.firstMatch(in: name.octets) != nil }

    /// What the first capture holds where the expression is first found in a name.
    ///
    /// - Returns: nil when it is not found, has no capture, or the capture took no part.
    package func firstCapture(in name: HumanLoopName) -> String? {
        guard let capture = program.firstMatch(in: name.octets)?.capture else { return nil }
        return String(decoding: capture.map { name.octets[$0] }, as: UTF8.self)
    }
}
